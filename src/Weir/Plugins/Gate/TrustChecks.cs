namespace Weir.Plugins.Gate;

/// <summary>Checks of whether a host trusts a library. Pure.</summary>
internal static class TrustChecks
{
    private const string OfTheRuntime = "it is part of the runtime, whose own files nobody lists";

    public static CheckResult Allowed(GateSubject subject)
    {
        if (subject.AllowedNames is not { } allowed)
            return new CheckResult.NotChecked("every name is allowed");
        if (IsOfTheRuntime(subject))
            return new CheckResult.NotChecked(OfTheRuntime);
        return CheckResult.Of(
            subject.File.Manifest is { } manifest && allowed.Contains(manifest.Name) ? null : PluginGateErrors.NotAllowed(subject.PluginName, allowed),
            subject.PluginName);
    }

    public static CheckResult Dependencies(GateSubject subject)
    {
        if (subject.Dependencies.Fault is { } fault)
            return new CheckResult.Failed([fault]);
        if (subject.Dependencies.Files.Count > 0)
            return new CheckResult.Passed(string.Join(", ", subject.Dependencies.Files.Select(file => file.File)));
        return subject.File.Facts?.SystemLibraries is { Count: > 0 } system
            ? new CheckResult.NotChecked($"the system's loader finds {string.Join(", ", system)}; their bytes are not checked")
            : new CheckResult.NotChecked("the library loads no other file of its folder");
    }

    public static CheckResult Lock(GateSubject subject)
    {
        if (subject.Lock.Fault is { } fault)
            return new CheckResult.Failed([fault]);
        if (subject.Lock.Lock is not { } pluginLock)
        {
            return new CheckResult.NotChecked(subject.Lock.Mode == PluginLockMode.Ignored
                ? "the lock is ignored"
                : $"there is no lock file '{subject.Lock.Path}'");
        }
        // What is no plugin has no name that could be locked; it is refused for that already.
        if (subject.File.Manifest is null)
            return new CheckResult.NotChecked("without a manifest there is no name to look for in the lock");
        if (IsOfTheRuntime(subject) && pluginLock.Plugins.All(item => item.Name != subject.PluginName))
            return new CheckResult.NotChecked(OfTheRuntime);
        return CheckResult.Of(LockFaults(subject, pluginLock), $"'{subject.Lock.Path}' has its hash");
    }

    private static bool IsOfTheRuntime(GateSubject subject) => RequiredPlugins.ShipsWithTheRuntime(subject.PluginName, subject.File.Path);

    private static List<WeirException> LockFaults(GateSubject subject, PluginLock pluginLock)
    {
        string key = subject.File.Facts?.Platform == PluginPlatform.Any ? PluginPlatform.Any : subject.Host.Platform.Rid;
        LockedPlugin? plugin = pluginLock.Plugins.FirstOrDefault(item => item.Name == subject.PluginName);
        LockedFile? locked = plugin?.Files.GetValueOrDefault(key);
        if (locked is null)
            return [NotLocked(subject, subject.File.Path, subject.File.Sha256, plugin is null ? "no entry" : $"no entry of {key}")];
        List<WeirException> faults = [];
        if (locked.Sha256 != subject.File.Sha256)
            faults.Add(NotLocked(subject, subject.File.Path, subject.File.Sha256, locked.Sha256));
        foreach (DependencyFile file in subject.Dependencies.Files.Where(file => locked.Dependencies.GetValueOrDefault(file.File) != file.Sha256))
            faults.Add(NotLocked(subject, file.FullPath, file.Sha256, locked.Dependencies.GetValueOrDefault(file.File) ?? "no entry of this file"));
        return faults;
    }

    private static WeirException NotLocked(GateSubject subject, string path, string found, string locked) =>
        PluginGateErrors.NotLocked(path, subject.PluginName, found, subject.Lock.Path, locked);
}
