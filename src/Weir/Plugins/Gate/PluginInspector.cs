using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;

namespace Weir.Plugins;

/// <summary>
/// Judges plugins by their bytes, without running, loading or mapping any of them. Every check is made and shown,
/// not only the first that fails.
/// </summary>
/// <remarks>Safe for use by many threads; files are read at each call.</remarks>
public sealed class PluginInspector
{
    private readonly IPluginFiles _files;
    private readonly PluginHostFacts _host;
    private readonly string _baseFolder;
    private readonly PluginTrust _trust;

    /// <summary>An inspector for this process.</summary>
    /// <param name="baseFolder">Where relative paths start, the lock file's too.</param>
    /// <param name="trust">Which plugins are trusted; null for the defaults.</param>
    public PluginInspector(string baseFolder, PluginTrust? trust = null)
        : this(new DiskPluginFiles(), PluginHostFacts.Current, Path.GetFullPath(baseFolder), trust ?? new PluginTrust())
    {
    }

    internal PluginInspector(IPluginFiles files, PluginHostFacts host, string baseFolder, PluginTrust trust) =>
        (_files, _host, _baseFolder, _trust) = (files, host, baseFolder, trust);

    /// <summary>Makes every check of one plugin.</summary>
    /// <param name="path">A library, its <c>plugin.json</c>, or a folder with one; relative to the base folder.</param>
    /// <returns>The checks. A file that is not there or no plugin is a failed check, not an exception.</returns>
    public PluginInspection Inspect(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path, _baseFolder);
        try
        {
            PluginPackage package = PluginPackage.At(_files, full, _host.Platform);
            return Examine(package, PluginFile.Read(_files, package.LibraryPath), null).Inspection;
        }
        catch (WeirException fault)
        {
            bool isName = !path.AsSpan().ContainsAny('/', '\\', '.') && !_files.HasFile(full) && !_files.HasFolder(full);
            return Unreadable(full, isName ? PluginGateErrors.NameNotFile(full, path) : fault);
        }
    }

    /// <summary>The library that passes every check.</summary>
    /// <exception cref="WeirException">The first failed check's code; the message has all.</exception>
    internal VerifiedPlugin Require(LocatedPlugin located)
    {
        Examination examination = Examine(located.Package, located.File, located.Report.Name);
        return examination.Faults.Count > 0
            ? throw PluginGateErrors.Together(examination.Faults)
            : new VerifiedPlugin(located.File, located.File.Manifest!, examination.Dependencies.Files);
    }

    /// <summary>As <see cref="Require(LocatedPlugin)"/>, for a file that another process located and judged before.</summary>
    /// <param name="path">The library's full path.</param>
    /// <param name="sha256">The hash that it must still have.</param>
    internal VerifiedPlugin Require(string path, string sha256)
    {
        PluginPackage package = PluginPackage.At(_files, path, _host.Platform);
        PluginFile file = PluginFile.Read(_files, package.LibraryPath);
        if (file.Sha256 != sha256)
            throw PluginGateErrors.DependencyChanged(path, file.Sha256, sha256);
        Examination examination = Examine(package, file, null);
        return examination.Faults.Count > 0
            ? throw PluginGateErrors.Together(examination.Faults)
            : new VerifiedPlugin(file, file.Manifest!, examination.Dependencies.Files);
    }

    /// <summary>Makes every check of a file that was read.</summary>
    internal Examination Examine(PluginPackage package, PluginFile file, string? expectedName)
    {
        GateSubject subject = new()
        {
            Package = package,
            File = file,
            Host = _host,
            AllowedNames = _trust.AllowedNames,
            Lock = LockState.Read(_files, _baseFolder, _trust),
            Dependencies = DependencyList.Of(_files, package, file, _host.Platform),
            ExpectedName = expectedName,
        };
        List<PluginCheck> checks = [];
        List<WeirException> faults = [];
        foreach (GateCheck check in GateCheck.All)
        {
            switch (check.Judge(subject))
            {
                case CheckResult.Passed passed:
                    checks.Add(new PluginCheck(check.Name, PluginCheckVerdict.Passed, null, passed.Found));
                    break;
                case CheckResult.NotChecked skipped:
                    checks.Add(new PluginCheck(check.Name, PluginCheckVerdict.NotChecked, null, skipped.Why));
                    break;
                case CheckResult.Failed failed:
                    checks.AddRange(failed.Faults.Select(fault => Failed(check.Name, fault)));
                    faults.AddRange(failed.Faults);
                    break;
            }
        }
        return new Examination(Shown(package, file, subject.Dependencies, checks), faults, subject.Dependencies);
    }

    private static PluginInspection Shown(PluginPackage package, PluginFile file, DependencyList dependencies, IReadOnlyList<PluginCheck> checks) => new()
    {
        Path = file.Path,
        PackageManifestPath = package.ManifestPath,
        Format = file.Facts?.Format ?? "unknown",
        SizeBytes = file.Bytes.Length,
        Sha256 = file.Sha256,
        Manifest = file.Manifest,
        ManifestHash = file.ManifestHash,
        Dependencies = [.. dependencies.Files.Select(item => new PluginDependency(item.File, item.Sha256))],
        SystemLibraries = file.Facts?.SystemLibraries ?? [],
        Checks = checks,
    };

    private static PluginInspection Unreadable(string path, WeirException fault) => new()
    {
        Path = path,
        Format = "unknown",
        SizeBytes = 0,
        Checks =
        [
            Failed(GateCheck.All[0].Name, fault),
            .. GateCheck.All.Skip(1).Select(check => new PluginCheck(check.Name, PluginCheckVerdict.NotChecked, null, "there is no library to check")),
        ],
    };

    private static PluginCheck Failed(string name, WeirException fault) => new(name, PluginCheckVerdict.Failed, fault.Code, fault.Message);
}
