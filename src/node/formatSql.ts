/** The formatter and its grammar: loaded with the first document that is formatted. */
export { formatStatement } from '../core/sql/format';
