/** A person of the demo, and the auth provider of the demo backend that signs them in. */
export type DemoUser = {
  provider: string;
  label: string;
  description: string;
};

export const demoUsers: DemoUser[] = [
  {
    provider: 'demo-owner',
    label: 'Enter as Olivia, service owner',
    description:
      'Owns the shop services: sees their mesh status and asks for changes.',
  },
  {
    provider: 'demo-platform',
    label: 'Enter as Pat, platform engineer',
    description: 'Runs the mesh: reviews requests and merges pull requests.',
  },
];
