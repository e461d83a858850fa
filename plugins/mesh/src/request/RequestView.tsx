import { ReactNode } from 'react';
import { Link } from '@backstage/core-components';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import {
  OnboardingRequest,
  RequestResponse,
  targetKey,
} from '@onmesh/plugin-mesh-common';
import { Facts } from '../components/Facts';
import { Notice } from '../components/Notice';
import { Section } from '../components/Section';
import { StateText } from '../components/StateText';
import { useMeshTabLink } from '../components/useMeshTabLink';
import { RiskText } from '../plan/RiskText';
import { StageDetail } from '../plan/StageDetail';
import { StageStepper } from '../plan/StageStepper';
import { requestStateWords, wishWords } from '../words/requestWords';
import { PullRequestDiff } from './PullRequestDiff';
import { PullRequests } from './PullRequests';
import { progressOfRequest } from './progressOfRequest';
import { RequestActions } from './RequestActions';
import { Timeline } from './Timeline';
import { RequestLink } from './RequestLink';
import { RevertNotice } from './RevertNotice';
import { useHeadingFocus } from './useHeadingFocus';
import { latestPullRequest } from './latestPullRequest';

/** The whole of a request: where it stands, what may be done, each stage, and its history. */
export function RequestView(props: { answer: RequestResponse }) {
  const { request, timeline, allowed } = props.answer;
  const { plan } = request;
  const meshTab = useMeshTabLink();
  const headingRef = useHeadingFocus();
  const present = latestPullRequest(request, request.stageIndex);
  return (
    <>
      <Typography
        ref={headingRef}
        tabIndex={-1}
        variant="h5"
        component="h2"
        gutterBottom
      >
        {wishWords({ ...request, mesh: request.profile.mesh })}:{' '}
        {targetKey(request.target)}
      </Typography>
      <Box aria-live="polite" mb={2}>
        <StateText words={requestStateWords[request.state]} />
        <RevertNotice request={request} />
        {request.message && (
          <Notice severity={request.state === 'blocked' ? 'error' : 'warning'}>
            {request.message}
          </Notice>
        )}
      </Box>
      <RequestActions request={request} allowed={allowed} />
      <Section title="About" level="h2">
        <Facts
          items={[
            [
              'Service',
              <Link key="service" to={meshTab(request.entityRef)}>
                {request.entityRef}
              </Link>,
            ],
            ...takenBack(request),
            ['Requester', request.requester],
            ['Reason', request.reason ?? 'None was given'],
            ['Risk', <RiskText key="risk" plan={plan} />],
          ]}
        />
      </Section>
      <Section title="Stages" level="h2">
        {plan.stages.length === 0 && (
          <Typography>
            The repository already says so: there is nothing to change.
          </Typography>
        )}
        <StageStepper
          stages={plan.stages}
          progress={progressOfRequest(request)}
          render={(stage, index) => (
            <StageDetail
              stage={stage}
              gateResults={
                index === request.stageIndex ? request.gates : undefined
              }
            >
              <PullRequests
                pullRequests={request.pullRequests.filter(
                  ({ stageIndex }) => stageIndex === index,
                )}
              />
            </StageDetail>
          )}
        />
      </Section>
      {present && present.state !== 'pending' && (
        <Section title="The pull request as Git shows it" level="h2">
          <PullRequestDiff id={request.id} commit={present.headCommit} />
        </Section>
      )}
      <Section title="History" level="h2">
        <Timeline events={timeline} stages={plan.stages} />
      </Section>
    </>
  );
}

function takenBack({ reverts }: OnboardingRequest): [string, ReactNode][] {
  return reverts === undefined
    ? []
    : [['Takes back', <RequestLink key="reverts" request={{ id: reverts }} />]];
}
