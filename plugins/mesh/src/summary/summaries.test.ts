import { PortMtls } from '@onmesh/plugin-mesh-common';
import { countFindings } from './countFindings';
import { summariseMtls } from './summariseMtls';

const ports = (...accepts: PortMtls['accepts'][]): PortMtls[] =>
  accepts.map((value, index) => ({
    port: 8080 + index,
    protocol: 'http',
    accepts: value,
    reason: '',
  }));

describe('summariseMtls', () => {
  it.each<[PortMtls['accepts'][], string]>([
    [[], 'Unknown'],
    [['mtls-only'], 'mTLS only'],
    [['mtls-only', 'unknown'], 'Unknown'],
    [['mtls-only', 'plaintext-only'], 'mTLS and plaintext'],
    [['mtls-and-plaintext', 'unknown'], 'Unknown'],
    [['mtls-and-plaintext'], 'mTLS and plaintext'],
    [['plaintext-only', 'plaintext-only'], 'Plaintext'],
  ])('calls ports that accept %j %s', (accepts, expected) => {
    expect(summariseMtls(ports(...accepts)).label).toBe(expected);
  });
});

describe('countFindings', () => {
  it('takes the tone of the worst', () => {
    expect(countFindings({ warning: 2, error: 1 }, false)).toEqual({
      label: '1 error, 2 warnings',
      tone: 'bad',
    });
  });

  it('is good only when nothing was found and everything could be read', () => {
    expect(countFindings({}, false)).toEqual({ label: 'None', tone: 'good' });
    expect(countFindings({}, true)).toEqual({
      label: 'Unknown',
      tone: 'unknown',
    });
  });
});
