import { KubernetesObject } from '@onmesh/plugin-mesh-common';
import { ObjectSources } from '../input/ObjectSources';
import { sarif } from './sarif';

const text = 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n';
const service: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a' },
};

describe('a report for code scanning', () => {
  it.each([
    ['apps/a.yaml', 'apps/a.yaml'],
    ['apps\\a.yaml', 'apps/a.yaml'],
    ['my apps/ü#1.yaml', 'my%20apps/%C3%BC%231.yaml'],
    ['standard input', 'standard%20input'],
  ])('names the file %s by a URI', (file, uri) => {
    const sources = new ObjectSources();
    sources.add(service, file, text);
    const { runs } = JSON.parse(
      sarif(
        [
          {
            code: 'ONM0001',
            severity: 'error',
            object: { kind: 'Service', name: 'a' },
            message: 'It is wrong.',
            action: 'Mend it.',
          },
        ],
        sources,
      ),
    );
    expect(runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri },
      region: { startLine: 1 },
    });
  });
});
