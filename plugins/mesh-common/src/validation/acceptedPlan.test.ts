import * as shop from '../plan/__testUtils__/shop';
import { PlanError } from '../plan/PlanError';
import { ProfileInput } from '../profile/Profile';
import { ClusterView } from '../view/ClusterView';
import { acceptedPlan } from './acceptedPlan';

const planOf = (
  files: Record<string, string>,
  input: Partial<ProfileInput> = {},
  view: ClusterView = shop.arrangeView(),
) =>
  acceptedPlan({
    profile: shop.profile(input),
    view,
    target: shop.target,
    catalogCallers: [],
    folder: shop.folder,
    files: new Map([
      ...shop.files,
      ...Object.entries(files).map(
        ([name, text]) => [`${shop.folder}/${name}`, text] as const,
      ),
    ]),
  });

describe('acceptedPlan', () => {
  it('is the plan where nothing is in the way', () => {
    expect(planOf({}).stages).toEqual(
      shop.plan({}, { observed: undefined }).stages,
    );
  });

  it('takes what is filled in later for a text until then', () => {
    const deployment = shop.deployment.replace(
      'replicas: 2',
      'replicas: ${REPLICAS}',
    );
    expect(planOf({ 'deployment.yaml': deployment }).stages).not.toEqual([]);
  });

  it('names objects that cannot be understood, with the field', () => {
    const service = shop.service.replace(/ports:[^]*/, 'ports: http\n');
    const planned = () =>
      planOf({ 'service.yaml': service }, { traffic: { timeout: '5s' } });
    expect(planned).toThrow(PlanError);
    expect(planned).toThrow(
      `${shop.folder}/service.yaml: Service payment: spec.ports: `,
    );
  });

  it('leaves an error of ours what it is', () => {
    const view = shop.arrangeView();
    jest.spyOn(view, 'list').mockImplementation(() => {
      throw new TypeError('ours');
    });
    expect(() => planOf({}, {}, view)).toThrow(new TypeError('ours'));
  });
});
