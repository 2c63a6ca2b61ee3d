import * as vscode from 'vscode';
import type { Road } from '../core/ports';

/** How the person wants requests to leave this machine; a workspace has no say in it. */
export function roadOf(version: string): Road {
  const settings = vscode.workspace.getConfiguration('http');
  const own = <Value>(name: string, otherwise: Value): Value => {
    const { globalValue, defaultValue } = settings.inspect<Value>(name) ?? {};
    return globalValue ?? defaultValue ?? otherwise;
  };
  const proxy = own<string>('proxy', '');
  const support = own<string>('proxySupport', 'override');
  return {
    userAgent: `powabase-vscode/${version}`,
    ...(support === 'off' ? { proxy: '' } : proxy === '' ? {} : { proxy }),
    noProxy: own<readonly string[]>('noProxy', []),
    strictTls: own('proxyStrictSSL', true),
    systemCertificates: own('systemCertificates', true),
    timeLimit: vscode.workspace.getConfiguration('powabase').get('request.timeout', 60) * 1_000,
  };
}
