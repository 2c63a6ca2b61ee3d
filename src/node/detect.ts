/** What only Add Project needs, apart from what activation reads. */
export { accounts } from '../core/accounts';
export { checkAccessToken } from '../core/accounts/tokens';
export { detectProject } from '../core/detectProject';
