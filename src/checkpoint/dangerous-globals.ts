/** Modules whose business is to run programs, code or other pickles, or to reach the system or the network. */
const MODULES: ReadonlySet<string> = new Set([
  ...['os', 'posix', 'nt', 'sys', 'subprocess', '_posixsubprocess', 'commands', 'popen2', 'pty'],
  ...['shutil', 'runpy', 'code', 'codeop', 'importlib', 'imp', 'zipimport', 'pkgutil', 'pip'],
  ...['pickle', '_pickle', 'cPickle', 'marshal', 'shelve', 'ctypes', '_ctypes'],
  ...['socket', '_socket', 'ssl', 'http.client', 'httplib', 'urllib.request', 'urllib2', 'ftplib'],
  ...['smtplib', 'telnetlib', 'requests', 'requests.api', 'webbrowser', 'pdb', 'bdb', 'timeit'],
  ...['profile', 'cProfile', 'trace', 'doctest', 'asyncio.subprocess', 'multiprocessing.process'],
]);

const PACKAGES = ['importlib.', 'ctypes.', 'urllib.request.', 'pip.'];

const NAMES: ReadonlySet<string> = new Set([
  ...[
    'eval',
    'exec',
    'execfile',
    'compile',
    '__import__',
    'open',
    'file',
    'input',
    'raw_input',
  ].map((name) => `builtins.${name}`),
  ...['breakpoint', 'globals', 'locals', 'delattr', 'setattr'].map((name) => `builtins.${name}`),
  ...['io.open', '_io.open', '_io.open_code', 'io.FileIO', '_io.FileIO', 'codecs.open'],
  ...['torch.load', 'torch.serialization.load', 'torch.storage._load_from_bytes'],
  ...['torch.hub.load', 'torch.jit.load', 'torch.utils.cpp_extension.load'],
  ...[
    'numpy.load',
    'joblib.load',
    'dill.load',
    'dill.loads',
    'dill._dill.load',
    'dill._dill.loads',
  ],
]);

/**
 * Whether a Python object has no place in a checkpoint but an attack's. Nothing in a file is ever executed, so a file
 * could be opened with such an object left out, as with any other that this app does not know; but somebody who put
 * `os.system` into a file may have put anything there, weights included, and its user should know. So these few refuse
 * the whole file by name wherever they stand in it, whether called or not. The modules are those that PyTorch's
 * restricted reader never allows, and others of their kind.
 * @param module as Python 3 names it, such as `builtins`
 */
export function isDangerous(module: string, name: string): boolean {
  // Protocol 4 names attributes too: pathlib's "os.system" is the system's.
  const path = name.split('.');
  return (
    MODULES.has(module) ||
    PACKAGES.some((start) => module.startsWith(start)) ||
    path.slice(0, -1).some((part) => MODULES.has(part)) ||
    NAMES.has(`${module}.${path[0]}`)
  );
}
