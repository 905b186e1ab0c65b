using Weir.Plugins.Process;
using Weir.Worker;

// Started by a host that runs a plugin in a child process, never by hand.
return PluginWorker.Run(args, WorkerLoading.Load);
