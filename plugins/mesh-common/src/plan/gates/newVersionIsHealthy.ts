import { Gate, failed, met, NO_METRICS, unknown } from './Gate';
import { percent } from './gateWords';

/** The version that requests are shifted to answers as well as the profile asks for. */
export const newVersionIsHealthy: Gate = ({ traffic }, { profile }) => {
  const version = profile.canary?.versions?.canary;
  if (!traffic) {
    return NO_METRICS;
  }
  const seen = traffic.versions?.find(entry => entry.version === version);
  if (!seen) {
    return unknown(
      `No request to version ${version} was seen in the last ${traffic.window}.`,
    );
  }
  const { minSuccessRate, maxP99Ms } = profile.canary?.analysis ?? {};
  const { successRate, p99Ms } = seen;
  const answers = `Version ${version} answered ${percent(seen.share)} of the requests in the last ${traffic.window}`;
  if (minSuccessRate !== undefined) {
    if (successRate === undefined) {
      return unknown(
        `${answers}, and it is not known how many of them failed.`,
      );
    }
    if (successRate * 100 < minSuccessRate) {
      return failed(
        `${answers}, and ${percent(successRate)} of these without a server error, where the profile asks for ${minSuccessRate} %. Revert the last step, or mend the version.`,
      );
    }
  }
  if (maxP99Ms !== undefined) {
    if (p99Ms === undefined) {
      return unknown(`${answers}, and it is not known how fast.`);
    }
    if (p99Ms > maxP99Ms) {
      return failed(
        `${answers}, one in a hundred slower than ${Math.round(p99Ms)} ms, where the profile asks for ${maxP99Ms} ms. Revert the last step, or mend the version.`,
      );
    }
  }
  const found = [
    answers,
    ...(successRate === undefined
      ? []
      : [`${percent(successRate)} of these without a server error`]),
    ...(p99Ms === undefined
      ? []
      : [`99 of a hundred within ${Math.round(p99Ms)} ms`]),
  ];
  return met(`${found.join(', ')}.`);
};
