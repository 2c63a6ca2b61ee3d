import { message } from '../errors';
import type { ProjectTls } from '../model';
import type { Network, OpenDatabase, SendHttp } from '../ports';
import type { Remedy } from '../remedy';
import { databaseHop } from './databaseHop';
import { type Hop, passed, warned } from './hop';
import { keyHop, type NamedKey, signatureHop } from './keyHops';
import { postgrestHop, type RestTarget, type RoleProbe, roleHop, serviceHop } from './restHops';

/** Everything that is known of a project, joined with its secrets. */
export interface VerifiedProject {
  readonly url?: string;
  readonly rest?: RestTarget;
  readonly roles: readonly RoleProbe[];
  readonly keys: readonly NamedKey[];
  readonly jwtSecret?: string;
  readonly databaseUrl?: string;
  /** Its file is an absolute path. */
  readonly tls?: ProjectTls;
  /** A service of the system beside PostgREST, and the role that it wants. */
  readonly service?: { readonly label: string; readonly url: string; readonly role: RoleProbe };
}

export interface VerifyPorts {
  readonly send: SendHttp;
  readonly openDatabase: OpenDatabase;
  readonly network: Network;
}

/** The hops of a project, as far as it is known. Each waits only for those that it cannot do without. */
export function hopsOf(project: VerifiedProject, ports: VerifyPorts): readonly Hop[] {
  const { url, rest, roles, keys, service, jwtSecret, databaseUrl, tls } = project;
  const { network } = ports;
  const caFile = tls?.caFile;
  const send: SendHttp =
    caFile === undefined
      ? ports.send
      : (request, signal) => ports.send({ ...request, caFile }, signal);
  const road = url === undefined ? [] : roadHops(url, network, caFile);
  const needsRoad = road.map(({ id }) => id);
  return [
    ...road,
    ...keys.map((key) => keyHop(key, url)),
    ...(jwtSecret === undefined ? [] : [signatureHop(jwtSecret, keys)]),
    ...(rest ? roles.map((role) => roleHop(send, rest, role, needsRoad)) : []),
    ...(rest && roles.length > 0 ? [postgrestHop(send, rest, roles, needsRoad)] : []),
    ...(rest && service ? [serviceHop(send, rest, service, service.role, needsRoad)] : []),
    ...(databaseUrl === undefined ? [] : [databaseHop(databaseUrl, tls, ports.openDatabase)]),
  ];
}

const roadRemedies: readonly Remedy[] = [{ kind: 'setUrl' }, { kind: 'read', topic: 'routing' }];

function roadHops(url: string, network: Network, caFile: string | undefined): readonly Hop[] {
  const { hostname, protocol, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const names: Hop = {
    id: 'names',
    label: message('Name resolution'),
    needs: [],
    remedies: roadRemedies,
    check: async (signal) => {
      const proxy = network.proxyOf(url);
      if (proxy !== undefined) {
        return passed(
          message('Left to the proxy {0}, which requests to {1} go through.', proxy, host),
        );
      }
      const addresses = await network.addresses(host, signal);
      if (addresses.includes(host)) {
        return passed(message('{0} is an address: there is no name to resolve.', host));
      }
      const onlyIpv6 = addresses.every((address) => address.includes(':'));
      return onlyIpv6
        ? warned(
            message('{0} has IPv6 addresses alone: {1}.', host, addresses.join(', ')),
            message('A network without IPv6 cannot reach it. Use an address that has IPv4 too.'),
          )
        : passed(message('{0} is {1}.', host, addresses.join(', ')));
    },
  };
  const tls: Hop = {
    id: 'tls',
    label: message('TLS'),
    needs: ['names'],
    remedies: roadRemedies,
    check: async (signal) => {
      const { version, authority, validTo, verified } = await network.handshake(
        host,
        Number(port || 443),
        signal,
        caFile,
      );
      const sentence = message('{0}, certificate of {1} until {2}.', version, authority, validTo);
      return verified
        ? passed(sentence)
        : warned(
            sentence,
            message('It was not verified: the setting http.proxyStrictSSL turns the check off.'),
          );
    },
  };
  return protocol === 'https:' ? [names, tls] : [names];
}
