import { createServer } from 'node:net';

/** @throws Error - that says what to do when something listens on the port of this machine already */
export async function assertPortFree(port) {
  const server = createServer();
  try {
    await new Promise((listening, failed) => {
      server.once('error', failed);
      server.listen(port, '127.0.0.1', listening);
    });
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is taken. If that is another demo, open http://localhost:${port} or stop it. Otherwise choose another port: ONMESH_PORT=${port + 1} npm start`,
      );
    }
    throw new Error(
      `Cannot listen on port ${port}: ${error.message}. Choose another: ONMESH_PORT=7008 npm start`,
    );
  }
  await new Promise(closed => {
    server.close(closed);
  });
}
