// Preloaded into the backend: when the script that started it is killed, the backend ends too, instead of holding the port.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
