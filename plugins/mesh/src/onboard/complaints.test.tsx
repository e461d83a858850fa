import { fireEvent, screen } from '@testing-library/react';
import '@testing-library/jest-dom';
import { Profile } from '@onmesh/plugin-mesh-common';
import { renderForm, simple } from './__testUtils__/renderForm';
import { draftFromProfile } from './ProfileDraft';
import { readDraft } from './readDraft';

const step = { weight: 10, pause: '5m' };
const flagger = { controller: 'flagger', steps: [step] };
const manual = [{ weight: 10, pause: 'manual' }];
const versions = { stable: 'v1', canary: 'v2' };
const byGit = { controller: 'none', versions, steps: manual };
const account = { namespace: 'shop', serviceAccount: 'frontend' };
const endUsers = { issuer: 'https://a.example', jwksUri: 'https://a.example' };
const ingress = { api: 'istio', hosts: ['a.example'] };
const tls = { port: 443, protocol: 'TLS' };
const egress = { hosts: ['a.example'], ports: [tls], onlyListed: false };
const metrics = { port: 9090, path: '/metrics' };
const query = { name: 'lost-orders', promql: 'up', min: 1 };
const retries = { attempts: 1 };
const outlierDetection = { consecutive5xx: 5, ejectionTime: '30s' };

interface Row {
  profile: Partial<Profile>;
  path: string;
  words: RegExp;
}

/** What becomes of a profile that is refused in one place, when its preview is asked for. */
function refusalOf(row: Row) {
  const profile = { ...simple, ...row.profile };
  const message = readDraft(draftFromProfile(profile)).errors[row.path];
  const { onPreview } = renderForm(profile);

  fireEvent.click(screen.getByText('Preview'));

  const [shown] = screen.getAllByText(message);
  expect(shown).toBeVisible();
  const focused = document.activeElement;
  const description = focused?.getAttribute('aria-describedby') ?? '';
  return {
    message,
    hasFocus: [focused, document.getElementById(description)].includes(shown),
    isPreviewed: onPreview.mock.calls.length > 0,
  };
}

const shownWith = ({ words }: Row) => ({
  message: expect.stringMatching(words),
  hasFocus: true,
  isPreviewed: false,
});

describe('what the schema refuses is shown at its place, which unfolds and takes the focus', () => {
  describe('because parts do not fit each other, or the mesh', () => {
    it.each`
      what                                                | profile                                                                                                | path                            | words
      ${'a token whose issuer is not named'}              | ${{ callers: [{ ...account, endUser: {} }] }}                                                          | ${'callers.0.endUser'}          | ${/^needs endUsers/}
      ${'nothing but a token, whose issuer is not named'} | ${{ callers: [{ endUser: {} }] }}                                                                      | ${'callers.0.endUser'}          | ${/^needs endUsers/}
      ${'tokens that nobody is asked for'}                | ${{ access: 'open', endUsers }}                                                                        | ${'endUsers'}                   | ${/while access is open/}
      ${'an ingress beside Flagger'}                      | ${{ ingress, canary: flagger }}                                                                        | ${'ingress'}                    | ${/canary of Flagger/}
      ${'the Gateway API beside a canary'}                | ${{ ingress: { ...ingress, api: 'gateway-api' }, canary: { steps: [step] } }}                          | ${'ingress.api'}                | ${/must be istio/}
      ${'a limit that Flagger has no field for'}          | ${{ traffic: { maxConnections: 1 }, canary: flagger }}                                                 | ${'traffic.maxConnections'}     | ${/no field for it/}
      ${'a timeout that Flagger has no field for'}        | ${{ traffic: { connectTimeout: '1s' }, canary: flagger }}                                              | ${'traffic.connectTimeout'}     | ${/no field for it/}
      ${'a port without mutual TLS, in ambient'}          | ${{ mesh: 'istio-ambient', mtls: { mode: 'strict', portExceptions: [{ port: 1, mode: 'disable' }] } }} | ${'mtls.portExceptions.0.mode'} | ${/must be permissive/}
      ${'requests that no waypoint sees, in ambient'}     | ${{ mesh: 'istio-ambient', callers: [{ ipBlocks: ['10.0.0.1'], methods: ['GET'] }] }}                  | ${'callers.0.ipBlocks'}         | ${/cannot be combined/}
      ${'Flagger, in ambient'}                            | ${{ mesh: 'istio-ambient', canary: flagger }}                                                          | ${'canary.controller'}          | ${/must be argo-rollouts/}
      ${'listed hosts only, in ambient'}                  | ${{ mesh: 'istio-ambient', egress: { ...egress, onlyListed: true } }}                                  | ${'egress.onlyListed'}          | ${/is for sidecars/}
    `('$what', row => {
      expect(refusalOf(row)).toEqual(shownWith(row));
    });
  });

  describe('of a canary', () => {
    it.each`
      what                                   | profile                                                                             | path                                | words
      ${'no versions without a controller'}  | ${{ canary: { ...byGit, versions: undefined } }}                                    | ${'canary.versions.stable'}         | ${/is required/}
      ${'twice the same version'}            | ${{ canary: { ...byGit, versions: { stable: 'v1', canary: 'V1' } } }}               | ${'canary.versions.canary'}         | ${/must be another/}
      ${'a version with a space'}            | ${{ canary: { ...byGit, versions: { stable: 'v 1', canary: 'v2' } } }}              | ${'canary.versions.stable'}         | ${/must be letters/}
      ${'a weight of a hundred'}             | ${{ canary: { steps: [{ ...step, weight: 100 }] } }}                                | ${'canary.steps.0.weight'}          | ${/at most 99/}
      ${'weights that shrink'}               | ${{ canary: { steps: [{ ...step, weight: 50 }, step] } }}                           | ${'canary.steps'}                   | ${/must grow/}
      ${'a pause without a unit'}            | ${{ canary: { steps: [{ ...step, pause: '5' }] } }}                                 | ${'canary.steps.0.pause'}           | ${/must be a duration/}
      ${'a pause of Flagger without a unit'} | ${{ canary: { ...flagger, steps: [{ ...step, pause: '5' }] } }}                     | ${'canary.steps.0.pause'}           | ${/must be a duration/}
      ${'a header with a space'}             | ${{ canary: { steps: [step], match: { header: { name: 'x y', value: 'z' } } } }}    | ${'canary.match.header.name'}       | ${/must be letters/}
      ${'a header without a value'}          | ${{ canary: { steps: [step], match: { header: { name: 'x', value: '' } } } }}       | ${'canary.match.header.value'}      | ${/is required/}
      ${'a cookie without a name'}           | ${{ canary: { steps: [step], match: { cookie: { name: '', value: 'z' } } } }}       | ${'canary.match.cookie.name'}       | ${/is required/}
      ${'a gate that is no URL'}             | ${{ canary: { ...flagger, gates: [{ at: 'rollback', url: 'ask-me' }] } }}           | ${'canary.gates.0.url'}             | ${/Invalid URL/}
      ${'a success rate above a hundred'}    | ${{ canary: { steps: [step], analysis: { minSuccessRate: 101 } } }}                 | ${'canary.analysis.minSuccessRate'} | ${/at most 100/}
      ${'a p99 of nothing'}                  | ${{ canary: { steps: [step], analysis: { maxP99Ms: 0 } } }}                         | ${'canary.analysis.maxP99Ms'}       | ${/at least 1/}
      ${'a query without a limit'}           | ${{ canary: { steps: [step], analysis: { query: { ...query, min: undefined } } } }} | ${'canary.analysis.query'}          | ${/must have min or max/}
      ${'a query without a name'}            | ${{ canary: { steps: [step], analysis: { query: { ...query, name: '' } } } }}       | ${'canary.analysis.query.name'}     | ${/is required/}
      ${'a query on two lines'}              | ${{ canary: { steps: [step], analysis: { query: { ...query, promql: 'a\nb' } } } }} | ${'canary.analysis.query.promql'}   | ${/one line/}
    `('$what', row => {
      expect(refusalOf(row)).toEqual(shownWith(row));
    });
  });

  describe('of callers and their tokens', () => {
    it.each`
      what                                    | profile                                                               | path                                   | words
      ${'a namespace in capitals'}            | ${{ callers: [{ ...account, namespace: 'Shop' }] }}                   | ${'callers.0.namespace'}               | ${/lower-case/}
      ${'a service account of no namespace'}  | ${{ callers: [{ serviceAccount: 'frontend' }] }}                      | ${'callers.0.namespace'}               | ${/is required/}
      ${'a service account in capitals'}      | ${{ callers: [{ ...account, serviceAccount: 'Web' }] }}               | ${'callers.0.serviceAccount'}          | ${/lower-case/}
      ${'no address'}                         | ${{ callers: [{ ipBlocks: [] }] }}                                    | ${'callers.0.ipBlocks'}                | ${/at least one/}
      ${'a range that is none'}               | ${{ callers: [{ ipBlocks: ['10.0.0.0/33'] }] }}                       | ${'callers.0.ipBlocks.0'}              | ${/^10.0.0.0\/33 must be an IP address/}
      ${'a method that HTTP does not have'}   | ${{ callers: [{ ...account, methods: ['FETCH'] }] }}                  | ${'callers.0.methods.0'}               | ${/^FETCH must be one of/}
      ${'a path without its slash'}           | ${{ callers: [{ ...account, paths: ['orders'] }] }}                   | ${'callers.0.paths.0'}                 | ${/^orders must be a path/}
      ${'a port that nobody can listen on'}   | ${{ callers: [{ ...account, ports: [0] }] }}                          | ${'callers.0.ports.0'}                 | ${/^0 must be at least 1/}
      ${'a claim with a space in its name'}   | ${{ endUsers, callers: [{ endUser: { claims: { 'a b': ['x'] } } }] }} | ${'callers.0.endUser.claims.a b#name'} | ${/must be letters/}
      ${'a claim without values'}             | ${{ endUsers, callers: [{ endUser: { claims: { role: [] } } }] }}     | ${'callers.0.endUser.claims.role'}     | ${/at least one/}
      ${'a claim in another script'}          | ${{ endUsers, callers: [{ endUser: { claims: { role: ['é'] } } }] }}  | ${'callers.0.endUser.claims.role.0'}   | ${/^é must be one line/}
      ${'an issuer that would stand for any'} | ${{ endUsers: { ...endUsers, issuer: '*' } }}                         | ${'endUsers.issuer'}                   | ${/without spaces and \*/}
      ${'keys that come in plaintext'}        | ${{ endUsers: { ...endUsers, jwksUri: 'http://a.example' } }}         | ${'endUsers.jwksUri'}                  | ${/Invalid URL/}
      ${'an audience in another script'}      | ${{ endUsers: { ...endUsers, audiences: ['é'] } }}                    | ${'endUsers.audiences.0'}              | ${/^é must be one line/}
    `('$what', row => {
      expect(refusalOf(row)).toEqual(shownWith(row));
    });
  });

  describe('of traffic in and out', () => {
    it.each`
      what                                            | profile                                                                                    | path                                             | words
      ${'a timeout in words'}                         | ${{ traffic: { timeout: 'soon' } }}                                                        | ${'traffic.timeout'}                             | ${/must be a duration/}
      ${'too many retries'}                           | ${{ traffic: { retries: { attempts: 11 } } }}                                              | ${'traffic.retries.attempts'}                    | ${/at most 10/}
      ${'a try without a unit'}                       | ${{ traffic: { retries: { ...retries, perTryTimeout: '1' } } }}                            | ${'traffic.retries.perTryTimeout'}               | ${/must be a duration/}
      ${'an ejection without its time'}               | ${{ traffic: { outlierDetection: { ...outlierDetection, ejectionTime: '' } } }}            | ${'traffic.outlierDetection.ejectionTime'}       | ${/is required/}
      ${'more pods out than there are'}               | ${{ traffic: { outlierDetection: { ...outlierDetection, maxEjectionPercent: 101 } } }}     | ${'traffic.outlierDetection.maxEjectionPercent'} | ${/at most 100/}
      ${'no host to let in'}                          | ${{ ingress: { ...ingress, hosts: [] } }}                                                  | ${'ingress.hosts'}                               | ${/at least one/}
      ${'a host with a wildcard'}                     | ${{ ingress: { ...ingress, hosts: ['*.a.example'] } }}                                     | ${'ingress.hosts.0'}                             | ${/^\*.a.example must be a host name/}
      ${'a host twice'}                               | ${{ ingress: { ...ingress, hosts: ['a.example', 'a.example'] } }}                          | ${'ingress.hosts'}                               | ${/same twice/}
      ${'a secret in capitals'}                       | ${{ ingress: { ...ingress, tlsSecret: 'TLS' } }}                                           | ${'ingress.tlsSecret'}                           | ${/lower-case/}
      ${'a prefix that proxies would read otherwise'} | ${{ ingress: { ...ingress, pathPrefixes: ['/a/../b'] } }}                                  | ${'ingress.pathPrefixes.0'}                      | ${/dotted segments/}
      ${'half a gateway'}                             | ${{ ingress: { ...ingress, gateway: { namespace: 'a', serviceAccount: '' } } }}            | ${'ingress.gateway.serviceAccount'}              | ${/is required/}
      ${'several hosts that TCP cannot tell apart'}   | ${{ egress: { ...egress, hosts: ['a.b', 'c.d'], ports: [{ port: 1, protocol: 'TCP' }] } }} | ${'egress'}                                      | ${/one host only/}
      ${'a port twice'}                               | ${{ egress: { ...egress, ports: [tls, tls] } }}                                            | ${'egress.ports'}                                | ${/same twice/}
      ${'no port'}                                    | ${{ egress: { ...egress, ports: [] } }}                                                    | ${'egress.ports'}                                | ${/at least one/}
      ${'a port out there that is none'}              | ${{ egress: { ...egress, ports: [{ ...tls, port: 0 }] } }}                                 | ${'egress.ports.0.port'}                         | ${/at least 1/}
    `('$what', row => {
      expect(refusalOf(row)).toEqual(shownWith(row));
    });
  });

  describe('of enrolment, ports, metrics and traces', () => {
    it.each`
      what                                   | profile                                                                                       | path                                   | words
      ${'a revision in capitals'}            | ${{ enrolment: { scope: 'workload', revision: 'Old' } }}                                      | ${'enrolment.revision'}                | ${/lower-case/}
      ${'what a port 0 speaks'}              | ${{ ports: [{ port: 0, protocol: 'http' }] }}                                                 | ${'ports.0.port'}                      | ${/at least 1/}
      ${'two protocols of a port'}           | ${{ ports: [{ port: 80, protocol: 'http' }, { port: 80, protocol: 'grpc' }] }}                | ${'ports'}                             | ${/same twice/}
      ${'an exception out of range'}         | ${{ mtls: { mode: 'strict', portExceptions: [{ port: 70000, mode: 'disable' }] } }}           | ${'mtls.portExceptions.0.port'}        | ${/at most 65535/}
      ${'17 exceptions'}                     | ${{ mtls: { mode: 'strict', portExceptions: Array(17).fill({ port: 1, mode: 'disable' }) } }} | ${'mtls.portExceptions'}               | ${/longer than 16/}
      ${'no port to scrape'}                 | ${{ metrics: { ...metrics, port: 0 } }}                                                       | ${'metrics.port'}                      | ${/at least 1/}
      ${'a path of metrics without a slash'} | ${{ metrics: { ...metrics, path: 'metrics' } }}                                               | ${'metrics.path'}                      | ${/starts with a slash/}
      ${'a scraper without an account'}      | ${{ metrics: { ...metrics, scrapers: [{ namespace: 'a', serviceAccount: '' }] } }}            | ${'metrics.scrapers.0.serviceAccount'} | ${/is required/}
      ${'nine scrapers'}                     | ${{ metrics: { ...metrics, scrapers: Array(9).fill(account) } }}                              | ${'metrics.scrapers'}                  | ${/longer than 8/}
      ${'more traces than requests'}         | ${{ tracing: { samplingPercent: 101 } }}                                                      | ${'tracing.samplingPercent'}           | ${/at most 100/}
      ${'a provider in capitals'}            | ${{ tracing: { samplingPercent: 1, provider: 'Zipkin' } }}                                    | ${'tracing.provider'}                  | ${/lower-case/}
    `('$what', row => {
      expect(refusalOf(row)).toEqual(shownWith(row));
    });
  });
});
