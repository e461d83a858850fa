import { toYaml } from '../manifests/toYaml';
import { planStages } from '../plan/planStages';
import { profileSchema } from '../profile/Profile';
import { ClusterView } from '../view/ClusterView';
import { Bench, formatNumber } from './Bench';
import { fleet } from './fleet';
import { manifests } from './manifests';
import { measure } from './measure';
import { callersOf, observedFrom, serviceAt, targetOf } from './services';

const SERVICES = 10_000;
/** The first of its namespace, which is not on the mesh. */
const INDEX = SERVICES / 2;
const FOLDER = 'apps/service';

const bench: Bench = {
  title: 'Plan of one service with the effects of its stages',
  run() {
    const view = new ClusterView({
      cluster: 'bench',
      objects: fleet(SERVICES),
    });
    const service = serviceAt(INDEX);
    const callers = callersOf(INDEX);
    const profile = profileSchema.parse({
      apiVersion: 'onmesh.io/v1',
      mesh: 'istio-sidecar',
      callers: callers.map(({ name, namespace }) => ({
        namespace,
        serviceAccount: name,
      })),
    });
    const files = new Map(
      manifests(service).map(object => [
        `${FOLDER}/${object.kind.toLowerCase()}.yaml`,
        toYaml(object),
      ]),
    );
    const plan = () =>
      planStages({
        profile,
        view,
        target: targetOf(service),
        observed: observedFrom(callers),
        catalogCallers: [],
        folder: FOLDER,
        files,
      });
    const { stages } = plan();
    if (stages.length !== 4) {
      throw new Error(
        `Joining takes the stages ${stages.map(({ id }) => id).join(', ')}`,
      );
    }
    return [
      [
        `${SERVICES.toLocaleString('en')} services, ${stages.length} stages`,
        `${formatNumber(measure([plan])[0])} µs`,
      ],
    ];
  },
};

export default bench;
