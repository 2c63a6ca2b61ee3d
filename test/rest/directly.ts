import type { Road, SendHttp } from '../../src/core/ports';
import * as http from '../../src/node/http';

/** No proxy, everything verified. */
export const direct: Road = {
  userAgent: 'powabase-vscode/0.0.0-test',
  noProxy: ['*'],
  strictTls: true,
  systemCertificates: false,
};

export const sendHttp: SendHttp = (request, signal) => http.sendHttp(request, direct, signal);
