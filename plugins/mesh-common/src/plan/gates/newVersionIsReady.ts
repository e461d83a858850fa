import { Gate, met, waiting } from './Gate';
import { count } from './gateWords';

/** The pods of the version that requests are to be shifted to are there, ready, and in the mesh. */
export const newVersionIsReady: Gate = ({ versions }, { profile }) => {
  const version = profile.canary?.versions?.canary;
  const pods = versions?.find(one => one.version === version)?.pods;
  if (!pods) {
    return waiting(
      `No pod behind the Service has the label version: ${version} yet. Deploy it beside the version that serves.`,
    );
  }
  const { total, ready, withReadyProxy } = pods;
  return ready === total && withReadyProxy === total
    ? met(`${count(total, 'pod')} of version ${version} stand ready.`)
    : waiting(
        `Of ${count(total, 'pod')} of version ${version}, ${ready} ${ready === 1 ? 'is' : 'are'} ready and ${withReadyProxy} ${withReadyProxy === 1 ? 'has' : 'have'} a ready proxy.`,
      );
};
