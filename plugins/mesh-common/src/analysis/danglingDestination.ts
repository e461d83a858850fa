import { DestinationBehaviour } from '../istio/routing';
import { Rule } from './Rule';

type Use = 'live' | 'sleeping' | 'mirror';

const CONSEQUENCE: Record<Use, string> = {
  live: 'its requests get 503',
  sleeping: 'it gets no requests now, and once it does they get 503',
  mirror: 'its copies of requests are lost',
};

const ACTION = {
  'host-not-found':
    'Create the Service, or correct the host of the destination.',
  'port-not-found':
    'Add the port to the Service, or correct the port of the destination.',
  'subset-not-found':
    'Define the subset in the DestinationRule that the callers follow, or correct the destination.',
};

/** A route that leads to what does not exist answers 503, however sound the service itself is. */
export const danglingDestination: Rule = ({ status }) => {
  const found = (status.routes ?? []).flatMap(({ routes }) =>
    routes.flatMap(({ destinations, mirrors, evidence }) => [
      ...destinations.flatMap(to =>
        finding(to, evidence, to.percent === 0 ? 'sleeping' : 'live'),
      ),
      ...mirrors.flatMap(to => finding(to, evidence, 'mirror')),
    ]),
  );
  // Ports and callers share routes.
  return [...new Map(found.map(one => [JSON.stringify(one), one])).values()];
};

function finding(
  to: DestinationBehaviour,
  object: ReturnType<Rule>[number]['object'],
  use: Use,
): ReturnType<Rule> {
  return to.dangling === undefined
    ? []
    : [
        {
          severity: use === 'live' ? 'error' : 'warning',
          object,
          message: `A route leads to ${missing(to, to.dangling)}: ${CONSEQUENCE[use]}.`,
          action: ACTION[to.dangling],
        },
      ];
}

function missing(
  { hostname, subset, port, evidence }: DestinationBehaviour,
  why: NonNullable<DestinationBehaviour['dangling']>,
): string {
  switch (why) {
    case 'host-not-found':
      return `${hostname}, which does not exist`;
    case 'port-not-found':
      return `port ${port} of ${hostname}, which has no such port`;
    default: {
      const [rule] = evidence;
      return `subset ${subset} of ${hostname}, which ${rule ? `DestinationRule ${rule.namespace}/${rule.name} does not define` : 'no DestinationRule defines'}`;
    }
  }
}
