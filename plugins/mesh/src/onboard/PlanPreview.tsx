import { useRouteRef } from '@backstage/core-plugin-api';
import { Plan, PlanRequest } from '@onmesh/plugin-mesh-common';
import { useNavigate } from 'react-router-dom';
import { Section } from '../components/Section';
import { PlanReview } from '../plan/PlanReview';
import { useSubmit } from '../queries/useSubmit';
import { focusHeading } from '../request/useHeadingFocus';
import { requestRouteRef } from '../routes';

/** The plan for what the form says, and the request for it. */
export function PlanPreview(props: {
  input: PlanRequest;
  plan: Plan;
  planHash: string;
}) {
  const { input, plan, planHash } = props;
  const submit = useSubmit();
  const navigate = useNavigate();
  const requestRoute = useRouteRef(requestRouteRef);

  const send = (reason: string) =>
    submit.mutate(
      { ...input, planHash, ...(reason && { reason }) },
      {
        onSuccess: ({ request }) =>
          navigate(requestRoute({ id: request.id }), { state: focusHeading }),
      },
    );

  return (
    <Section title="Plan" level="h2">
      <PlanReview
        plan={plan}
        reasonLabel="Reason, for the reviewer (optional)"
        submission={submit}
        onSubmit={send}
      />
    </Section>
  );
}
