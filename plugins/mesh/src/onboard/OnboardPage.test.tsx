import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import '@testing-library/jest-dom';
import { ResponseError } from '@backstage/errors';
import { profileYaml, targetKey } from '@onmesh/plugin-mesh-common';
import { entityRef, target } from '../__testUtils__/checkout';
import { plan } from '../__testUtils__/plan';
import { profile } from '../__testUtils__/profile';
import { requestAnswer } from '../__testUtils__/request';
import { statusAnswer } from '../__testUtils__/statusAnswer';
import { targetStatus } from '../__testUtils__/targetStatus';
import { noDelivery } from '../__testUtils__/deliveries';
import { mockMeshApi, renderMeshPage } from '../__testUtils__/renderScreen';

const address = (extra: Record<string, string> = {}) =>
  `/mesh/onboard?${new URLSearchParams({
    entityRef,
    target: targetKey(target),
    ...extra,
  })}`;

const backend = {
  getStatus: async () => statusAnswer([targetStatus(noDelivery)]),
  suggestProfile: async () => ({
    profile,
    notes: ['frontend was seen calling in the last 24h.'],
  }),
};

async function unfold(part: string) {
  await userEvent.click(
    await screen.findByRole('button', { name: new RegExp(`^${part}`) }),
  );
}

async function preview() {
  await userEvent.click(await screen.findByRole('button', { name: 'Preview' }));
}

describe('OnboardPage', () => {
  it('fills the form from the suggestion and says why', async () => {
    renderMeshPage(address(), mockMeshApi(backend));

    expect(
      await screen.findByText('frontend was seen calling in the last 24h.'),
    ).toBeInTheDocument();
    const caller = screen.getByRole('group', { name: 'caller 1' });
    expect(within(caller).getByLabelText('Service account')).toHaveValue(
      'frontend',
    );
    expect(
      within(caller).getByText('From: observed traffic'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Traffic policy timeout 5s, 2 retries',
      }),
    ).toHaveAttribute('aria-expanded', 'false');
    await unfold('Traffic policy');
    expect(screen.getByLabelText('Timeout')).toHaveValue('5s');
  });

  it('takes people to the field that the planner refuses, though it be folded away, until they change it', async () => {
    const message = 'The cluster has no version soon. Correct the timeout.';
    const refusal = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: { name: 'InputError', message, path: ['traffic', 'timeout'] },
          response: { statusCode: 400 },
        }),
        { status: 400, headers: { 'content-type': 'application/json' } },
      ),
    );
    const previewPlan = jest.fn().mockRejectedValue(refusal);
    renderMeshPage(address(), mockMeshApi({ ...backend, previewPlan }));

    await preview();

    const timeout = await screen.findByLabelText('Timeout');
    await waitFor(() => expect(timeout).toHaveFocus());
    // Once more when it is unfolded, which is when it has its place.
    await waitFor(() =>
      expect(
        jest
          .mocked(timeout.scrollIntoView)
          .mock.contexts.filter(one => one === timeout),
      ).toHaveLength(2),
    );
    expect(timeout).toHaveAccessibleDescription(message);
    expect(timeout).toBeInvalid();
    expect(screen.getByText('Could not compute a plan')).toBeVisible();

    await userEvent.type(timeout, '{Backspace}0s');

    expect(timeout).toBeValid();
    expect(screen.queryByText('Could not compute a plan')).toBeNull();
  });

  it('does not ask for a plan while a field is wrong, and takes people to that field, though it be folded away', async () => {
    const previewPlan = jest.fn();
    renderMeshPage(address(), mockMeshApi({ ...backend, previewPlan }));
    await unfold('Traffic policy');
    await userEvent.clear(screen.getByLabelText('Timeout'));
    await userEvent.type(screen.getByLabelText('Timeout'), 'soon');
    await unfold('Traffic policy');
    await waitFor(() =>
      expect(screen.queryByLabelText('Timeout')).not.toBeInTheDocument(),
    );

    await preview();

    expect(
      await screen.findByText('must be a duration such as 500ms, 30s or 5m'),
    ).toBeVisible();
    const timeout = screen.getByLabelText('Timeout');
    expect(timeout).toHaveFocus();
    expect(timeout).toHaveAccessibleDescription(/must be a duration/);
    expect(previewPlan).not.toHaveBeenCalled();
  });

  it('previews the stages, then submits the plan that was seen and opens the request', async () => {
    const previewPlan = jest
      .fn()
      .mockResolvedValue({ plan, planHash: 'abc123' });
    const createRequest = jest.fn().mockResolvedValue(requestAnswer());
    renderMeshPage(
      address(),
      mockMeshApi({
        ...backend,
        previewPlan,
        createRequest,
        getRequest: async () => requestAnswer(),
      }),
    );

    await preview();

    expect(previewPlan).toHaveBeenCalledWith({ entityRef, target, profile });
    expect(await screen.findByText('High risk')).toBeInTheDocument();
    expect(
      screen.getByLabelText('Changes of shop/checkout.yaml'),
    ).toHaveTextContent('sidecar.istio.io/inject');
    expect(
      screen.getByText('Pods are replaced one by one.'),
    ).toBeInTheDocument();

    await userEvent.type(screen.getByLabelText(/Reason/), 'Audit');
    await userEvent.click(
      screen.getByRole('button', { name: 'Submit for approval' }),
    );

    expect(createRequest).toHaveBeenCalledWith({
      entityRef,
      target,
      profile,
      planHash: 'abc123',
      reason: 'Audit',
    });
    await waitFor(() =>
      expect(screen.getByTestId('address')).toHaveTextContent(
        '/mesh/requests/req-1',
      ),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Onboard: prod/shop/checkout',
      }),
    ).toHaveFocus();
  });

  it('takes the preview away once the form says something else', async () => {
    renderMeshPage(
      address(),
      mockMeshApi({
        ...backend,
        previewPlan: async () => ({ plan, planHash: 'abc123' }),
      }),
    );
    await unfold('Traffic policy');
    await preview();
    await screen.findByText('High risk');

    await userEvent.type(screen.getByLabelText('Most connections'), '5');

    expect(screen.queryByText('High risk')).not.toBeInTheDocument();
  });

  it('says what to do when the plan changed between preview and submission', async () => {
    const conflict = await ResponseError.fromResponse(
      new Response(
        JSON.stringify({
          error: { name: 'ConflictError', message: 'The plan is another now.' },
          response: { statusCode: 409 },
        }),
        { status: 409, headers: { 'Content-Type': 'application/json' } },
      ),
    );
    renderMeshPage(
      address(),
      mockMeshApi({
        ...backend,
        previewPlan: async () => ({ plan, planHash: 'abc123' }),
        createRequest: async () => {
          throw conflict;
        },
      }),
    );
    await preview();

    await userEvent.click(
      await screen.findByRole('button', { name: 'Submit for approval' }),
    );

    expect(
      await screen.findByText(/The plan is another now\..*decide again/),
    ).toBeInTheDocument();
  });

  it('asks for nothing but the leave when a service leaves the mesh', async () => {
    const previewPlan = jest
      .fn()
      .mockResolvedValue({ plan, planHash: 'abc123' });
    renderMeshPage(
      address({ intent: 'leave' }),
      mockMeshApi({ ...backend, previewPlan }),
    );

    expect(
      await screen.findByRole('radio', { name: 'Outside the mesh' }),
    ).toBeChecked();
    expect(
      screen.queryByRole('button', { name: /^Traffic policy/ }),
    ).not.toBeInTheDocument();
    await preview();

    expect(previewPlan).toHaveBeenCalledWith(
      expect.objectContaining({
        profile: expect.objectContaining({ mesh: 'none', callers: [] }),
      }),
    );
  });

  it('shows the profile as YAML for pipelines, as long as no field is wrong', async () => {
    renderMeshPage(address(), mockMeshApi(backend));
    await unfold('As YAML');

    const yaml = await screen.findByText(/^apiVersion: onmesh.io\/v1/);
    expect(yaml.textContent).toBe(profileYaml(profile));
    expect(yaml).not.toHaveTextContent('access:');
    expect(
      screen.getByRole('button', { name: 'Copy the YAML' }),
    ).toBeInTheDocument();

    await userEvent.clear(screen.getByLabelText('Namespace'));
    expect(
      screen.getByText(/^There is none while a field is wrong/),
    ).toBeVisible();
  });

  it('adds and removes callers without losing the focus', async () => {
    renderMeshPage(address(), mockMeshApi(backend));

    await userEvent.click(
      await screen.findByRole('button', { name: 'Add caller' }),
    );
    const added = screen.getByRole('group', { name: 'caller 2' });
    expect(added).toHaveTextContent('From: added by hand');
    expect(within(added).getByLabelText('Caller')).toHaveFocus();
    await userEvent.click(
      screen.getByRole('button', { name: 'Remove caller 1' }),
    );

    expect(
      screen.queryByRole('group', { name: 'caller 2' }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Add caller' })).toHaveFocus();
  });

  it('lets people choose where when the address does not say', async () => {
    renderMeshPage(
      `/mesh/onboard?${new URLSearchParams({ entityRef })}`,
      mockMeshApi({
        getStatus: async () =>
          statusAnswer([
            targetStatus(noDelivery),
            targetStatus(noDelivery, {
              target: { ...target, cluster: 'staging' },
            }),
          ]),
      }),
    );

    expect(
      await screen.findByRole('link', { name: 'staging/shop/checkout' }),
    ).toBeInTheDocument();
  });
});
