/** What only Add Project needs, apart from what activation reads. */
export { accounts } from '../core/accounts';
export { detectProject } from '../core/detectProject';
