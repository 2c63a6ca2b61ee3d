import * as vscode from 'vscode';
import type { Failure } from '../../core/errors';
import { translate } from '../words';

/** A failure as the results view shows it. */
export function failedView(failure: Failure) {
  const { sentence, detail, reason } = failure;
  const rows = [
    { label: vscode.l10n.t('Detail'), text: detail.detail && translate(detail.detail) },
    { label: 'SQLSTATE', text: detail.sqlstate },
  ];
  return {
    layer: reason === 'statementFailed' ? 'Postgres' : '',
    sentence: translate(sentence),
    detail: rows.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }])),
    advice: detail.hint === undefined ? '' : translate(detail.hint),
    canRetry: reason !== 'badInput' && reason !== 'readOnly',
  };
}
