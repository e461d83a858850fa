import {
  ClusterView,
  describeEvidence,
  evaluateTarget,
  Evidence,
  PortMtls,
  WorkloadNotFoundError,
} from '@onmesh/plugin-mesh-common';
import { decidedBy } from '../output/describeAnswer';
import { Answer, answerer, parseTarget } from '../request/answer';
import { describeRequest } from '../request/requestSchema';
import { ANYONE, callersOf, listCallers } from './callersOf';
import { Expectation } from './expectationsSchema';
import { LocatedExpectation } from './readExpectations';
import { routeOutcome } from './routeOutcome';

/** What became of an expectation. */
export interface Result {
  name: string;
  file: string;
  line: number;
  holds: boolean;
  /** What it is about, in words. */
  about: string;
  /** What must hold, a line each. */
  expected: string[];
  /** What does hold, in the same words, so that lines can be compared. */
  actual: string[];
  /** Why, a line each: what decided. */
  because: string[];
  trace?: Answer['trace'];
}

type Outcome = Omit<Result, 'name' | 'file' | 'line' | 'holds'>;

/** Holds an expectation against the objects. Never throws: a workload that is not there fails what is said of it. */
export function checkExpectation(
  view: ClusterView,
  { file, line, expectation }: LocatedExpectation,
): Result {
  const outcome = outcomeOf(view, expectation);
  const { expected, actual } = outcome;
  return {
    name: expectation.name,
    file,
    line,
    holds: expected.join('\n') === actual.join('\n'),
    ...outcome,
  };
}

function outcomeOf(view: ClusterView, expectation: Expectation): Outcome {
  try {
    return expectation.request === undefined
      ? checkWorkload(view, expectation)
      : checkRequest(view, { ...expectation, request: expectation.request });
  } catch (error) {
    if (!(error instanceof WorkloadNotFoundError)) {
      throw error;
    }
    return {
      about: expectation.workload,
      expected: [`a workload ${expectation.workload}`],
      actual: ['no such workload'],
      because: [`${error.message}.`],
    };
  }
}

type RequestExpectation = Expectation & {
  request: NonNullable<Expectation['request']>;
};

function checkRequest(
  view: ClusterView,
  expectation: RequestExpectation,
): Outcome {
  const { workload, request, expect } = expectation;
  const parts: Part[] = [
    ...(expect.allowed === undefined
      ? []
      : [verdictOutcome(view, expectation)]),
    ...(expect.goesTo === undefined
      ? []
      : [routeOutcome(view, { workload, request, goesTo: expect.goesTo })]),
  ];
  return {
    about: describeRequest(workload, request),
    expected: parts.flatMap(({ expected }) => expected),
    actual: parts.flatMap(({ actual }) => actual),
    because: parts.flatMap(({ because }) => because),
    trace: parts.find(({ trace }) => trace)?.trace,
  };
}

function verdictOutcome(
  view: ClusterView,
  { workload, request, expect }: RequestExpectation,
): Part {
  const answer = answerer(view)({ workload, request });
  const { verdict, rule, reason, evidence, trace } = answer;
  const lines = (what: string, by: string | undefined) => [
    what,
    // Only when it is asked for: what decides may change while the verdict stays.
    ...(expect.rule === undefined ? [] : [`by ${by ?? 'no rule'}`]),
  ];
  const wanted =
    typeof expect.allowed === 'boolean'
      ? ({ true: 'allowed', false: 'denied' } as const)[`${expect.allowed}`]
      : expect.allowed;
  return {
    expected: lines(wanted ?? '', expect.rule),
    actual: lines(verdict, rule),
    because: [...(evidence ? [decidedBy(answer)] : []), reason],
    trace,
  };
}

function checkWorkload(
  view: ClusterView,
  { workload, port, expect }: Expectation,
): Outcome {
  const parts = [
    ...(expect.accepts === undefined
      ? []
      : [portsOutcome(view, { workload, port, accepts: expect.accepts })]),
    ...(expect.callers === undefined
      ? []
      : [callersOutcome(view, { workload, port, callers: expect.callers })]),
  ];
  return {
    about: port === undefined ? workload : `${workload}:${port}`,
    expected: parts.flatMap(({ expected }) => expected),
    actual: parts.flatMap(({ actual }) => actual),
    because: parts.flatMap(({ because }) => because),
  };
}

type Part = Omit<Outcome, 'about'>;

function portsOutcome(
  view: ClusterView,
  {
    workload,
    port,
    accepts,
  }: { workload: string; port?: number; accepts: PortMtls['accepts'] },
): Part {
  const { ports } = evaluateTarget({
    view,
    target: parseTarget(view, workload),
    catalogCallers: [],
  });
  const meant = ports.filter(one => port === undefined || one.port === port);
  const line = (number: number, what: string) => `port ${number} ${what}`;
  if (meant.length === 0) {
    const declared = ports.map(one => one.port).join(', ');
    return {
      expected: [port === undefined ? accepts : line(port, accepts)],
      actual: ['no such port'],
      because: [`The workload declares ${declared || 'no port'}.`],
    };
  }
  return {
    expected: meant.map(one => line(one.port, accepts)),
    actual: meant.map(one => line(one.port, one.accepts)),
    because: meant
      .filter(one => one.accepts !== accepts)
      .map(
        ({ port: number, reason, evidence }) =>
          `port ${number}: ${reason}${place(evidence)}`,
      ),
  };
}

function callersOutcome(
  view: ClusterView,
  {
    workload,
    port,
    callers: wanted,
  }: { workload: string; port?: number; callers: readonly string[] },
): Part {
  const line = (name: string) =>
    name.startsWith('!') ? `${name.slice(1)} may not call` : `${name} may call`;
  const named = wanted.map(name => name.replace(/^!/, ''));
  const callers = callersOf(view, workload, {
    port,
    also: named.filter(name => name !== ANYONE),
  });
  // Where anyone may call, those that are named besides say nothing more.
  const expected = wanted
    .filter(
      name =>
        !wanted.includes(ANYONE) ||
        [ANYONE, 'plaintext'].includes(name) ||
        name.startsWith('!'),
    )
    .sort();
  if (callers.unknown !== undefined) {
    return {
      expected: expected.map(line),
      actual: ['callers unknown'],
      because: [callers.unknown],
    };
  }
  const actual = listCallers(callers);
  const differing = [
    ...expected.filter(name => !actual.includes(name)),
    ...actual.filter(name => !expected.includes(name)),
  ].map(name => name.replace(/^!/, ''));
  return {
    expected: [...new Set(expected)].map(line),
    actual: [...actual].sort().map(line),
    because: [...new Set(differing)].flatMap(name => {
      const answer = callers.may.get(name) ?? callers.mayNot.get(name);
      return answer
        ? [`${name}: ${answer.reason}${place(answer.evidence)}`]
        : [];
    }),
  };
}

function place(evidence: Evidence | undefined): string {
  return evidence === undefined
    ? ''
    : ` (${[describeEvidence(evidence), evidence.field].join(' ').trimEnd()})`;
}
