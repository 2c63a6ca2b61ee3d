import { type Message, message } from '../errors';

const notices: ReadonlyMap<string, Message> = new Map([
  ['INACTIVE', message('Paused. Resume it in the dashboard.')],
  ['PAUSING', message('It is being paused.')],
  ['COMING_UP', message('It is starting.')],
  ['RESTORING', message('It is being restored.')],
  ['RESTARTING', message('It is restarting.')],
  ['UPGRADING', message('It is being upgraded.')],
  ['RESIZING', message('It is being resized.')],
  ['ACTIVE_UNHEALTHY', message('It runs, but something is wrong with it: see the dashboard.')],
  ['GOING_DOWN', message('It is being removed.')],
  ['REMOVED', message('It was removed.')],
  ['INIT_FAILED', message('It failed to start: see the dashboard.')],
  ['PAUSE_FAILED', message('Pausing it failed: see the dashboard.')],
  ['RESTORE_FAILED', message('Restoring it failed: see the dashboard.')],
]);

/** Why a project of this status may not answer; undefined when it runs, or when the status is a newer one. */
export function noticeOf(status: string): Message | undefined {
  return notices.get(status);
}
