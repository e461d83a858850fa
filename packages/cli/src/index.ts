import { processIo } from './Io';
import { main } from './main';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // Whoever read our output, such as `head`, has seen enough.
  if (error.code !== 'EPIPE') {
    throw error;
  }
});

main(process.argv.slice(2), processIo).then(code => {
  process.exitCode = code;
});
