using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Weir.Diagnostics;
using Weir.Hashing;
using Weir.Plugins.Discovery;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Load;

/// <summary>
/// The plugins of one runtime. Finds, judges, loads, compares and configures them, in this order; a step that fails
/// leaves nothing behind. The same file asked for again is the same handle. Two registries of one process share
/// nothing, so their plugins are configured apart; each loads a native library once, for as long as the process lives.
/// </summary>
/// <remarks>Safe for use by many threads; one load at a time.</remarks>
internal sealed class PluginRegistry : IDisposable
{
    private sealed record Held(LoadedPlugin Loaded, OpenedPlugin Opened, double? DeadlineSeconds);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Held> _byName = new(StringComparer.Ordinal);
    private readonly PluginLocator _locator;
    private readonly PluginInspector _inspector;
    private readonly PluginLoader _loader;
    private readonly PluginAdapters _adapters;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Func<PluginReference, LoadedPlugin>? _stub;
    private bool _isClosed;

    /// <summary>A registry without plugins.</summary>
    /// <param name="locator">Finds files.</param>
    /// <param name="inspector">Judges them.</param>
    /// <param name="adapters">Makes plugins of them.</param>
    /// <param name="clock">For durations in the log.</param>
    /// <param name="logger">Told of every load and every refusal.</param>
    /// <param name="stub">Stands in for plugins while stubs are enabled; only tests have one.</param>
    public PluginRegistry(
        PluginLocator locator, PluginInspector inspector, PluginAdapters adapters, TimeProvider clock, ILogger logger,
        Func<PluginReference, LoadedPlugin>? stub = null)
    {
        _locator = locator;
        _inspector = inspector;
        _adapters = adapters;
        _loader = new PluginLoader(new DiskPluginFiles(), adapters.OpenNative);
        _clock = clock;
        _logger = logger;
        _stub = stub;
    }

    /// <summary>How many libraries were loaded so far; asking again for one that is loaded does not count.</summary>
    public int LoadCount { get; private set; }

    /// <summary>Whether stubs stand in for plugins.</summary>
    public bool StubEnabled => _locator.StubEnabled;

    /// <summary>The loaded plugins in order of name.</summary>
    public IReadOnlyList<LoadedPlugin> Loaded
    {
        get
        {
            lock (_lock)
                return [.. _byName.Values.Select(held => held.Loaded).OrderBy(plugin => plugin.Manifest.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Loads a plugin, or gives the handle of the one that is loaded.</summary>
    /// <param name="reference">Which, and how.</param>
    /// <param name="context">Limits and log of the host; the configuration is the reference's.</param>
    /// <param name="cancellationToken">Ends the load before code of the plugin runs.</param>
    /// <returns>The handle; owned by this registry.</returns>
    /// <exception cref="WeirException">
    /// WEIR3010, WEIR3011: the configuration. WEIR3100 to WEIR3135: it was not found or did not pass a check; none of
    /// its code has run. WEIR3136 and above: it cannot be loaded, or is not what its manifest says.
    /// </exception>
    public LoadedPlugin Load(PluginReference reference, PluginContext context, CancellationToken cancellationToken)
    {
        using Activity? activity = WeirTelemetry.Start("plugin.load");
        activity?.SetTag("plugin.name", reference.Name);
        try
        {
            PluginContext configured = context with { ConfigurationJson = Canonical(reference) };
            LoadedPlugin loaded;
            lock (_lock)
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                loaded = _locator.StubEnabled ? Stub(reference) : LoadLocked(reference, configured, cancellationToken);
            }
            activity?.SetTag("plugin.version", loaded.Manifest.Version);
            activity?.SetTag("plugin.path", loaded.Resolution.Path);
            activity?.SetTag("plugin.source", loaded.Resolution.Source.ToString().ToLowerInvariant());
            activity?.SetTag("plugin.isolation", loaded.Isolation.ToString());
            activity?.SetTag("plugin.handle", loaded.HandleId);
            return loaded;
        }
        catch (WeirException e)
        {
            WeirTelemetry.Fail(activity, e, "plugin");
            PluginLogMessages.Refused(_logger, reference.Name, e.Code, e.Message);
            throw;
        }
    }

    /// <summary>Ends all plugins; no call into one runs.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            foreach (Held held in _byName.Values)
                held.Opened.Dispose();
            _byName.Clear();
        }
    }

    private LoadedPlugin Stub(PluginReference reference) =>
        _stub is null ? throw PluginGateErrors.StubEnabled(reference.Name) : _stub(reference);

    private LoadedPlugin LoadLocked(PluginReference reference, PluginContext context, CancellationToken cancellationToken)
    {
        long start = _clock.GetTimestamp();
        LocatedPlugin located = _locator.Open(reference);
        if (_byName.TryGetValue(reference.Name, out Held? held))
            return Again(held, located, reference, context);
        cancellationToken.ThrowIfCancellationRequested();
        VerifiedPlugin verified = _inspector.Require(located);
        cancellationToken.ThrowIfCancellationRequested();
        PluginIsolation isolation = IsolationOf(reference, verified.Manifest);
        OpenedPlugin opened = Open(verified, reference, context, isolation);
        PluginManifest manifest = ManifestDocumentation.Complete(verified.Manifest, located.Package.Manifest);
        LoadedPlugin loaded = new(manifest, located.Resolution, isolation, opened.Plugin);
        _byName.Add(reference.Name, new Held(loaded, opened, reference.DeadlineSeconds));
        LoadCount++;
        Tell(loaded, _clock.GetElapsedTime(start));
        return loaded;
    }

    // Guarded and configured, or gone.
    private OpenedPlugin Open(VerifiedPlugin verified, PluginReference reference, PluginContext context, PluginIsolation isolation)
    {
        OpenedPlugin opened = isolation == PluginIsolation.Process
            ? new OpenedPlugin(_adapters.StartProcess(verified, reference), null)
            : _loader.OpenInProcess(verified, context);
        try
        {
            if (isolation == PluginIsolation.Process)
                ExportAgreement.Require(verified.Manifest, opened.Plugin);
            opened.Guard(plugin => _adapters.Guard(plugin, reference));
            opened.Plugin.Configure(context);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private LoadedPlugin Again(Held held, LocatedPlugin located, PluginReference reference, PluginContext context)
    {
        LoadedPlugin loaded = held.Loaded;
        if (loaded.Resolution.Path == located.File.Path && loaded.Resolution.Sha256 != located.File.Sha256)
            throw PluginOpenErrors.LoadedOtherwise(reference.Name, "SHA-256", loaded.Resolution.Sha256, $"{located.File.Sha256}, since the file has changed");
        if (loaded.Resolution.Path != located.File.Path)
            throw PluginOpenErrors.NameTaken(reference.Name, loaded.Resolution.Path, located.File.Path);
        PluginIsolation isolation = IsolationOf(reference, loaded.Manifest);
        if (isolation != loaded.Isolation)
            throw PluginOpenErrors.LoadedOtherwise(reference.Name, "isolation", loaded.Isolation.ToString(), isolation.ToString());
        if (held.DeadlineSeconds != reference.DeadlineSeconds)
            throw PluginOpenErrors.LoadedOtherwise(reference.Name, "deadline", Seconds(held.DeadlineSeconds), Seconds(reference.DeadlineSeconds));
        loaded.Plugin.Configure(context);
        PluginLogMessages.AskedAgain(_logger, reference.Name, loaded.HandleId);
        return loaded;
    }

    private void Tell(LoadedPlugin loaded, TimeSpan duration)
    {
        Plugin plugin = loaded.Plugin;
        PluginLogMessages.Loaded(
            _logger, loaded.Manifest.Name, loaded.Manifest.Version, loaded.Resolution.Path, loaded.Resolution.Source, loaded.Isolation,
            duration.TotalMilliseconds, plugin.Scalars.Count, plugin.Aggregates.Count, plugin.Windows.Count, plugin.TableFunctions.Count,
            plugin.TableProviders.Count, plugin.RelationPlanners.Count);
    }

    // The order of the enum is the order of strength.
    private static PluginIsolation IsolationOf(PluginReference reference, PluginManifest manifest) =>
        reference.Isolation > manifest.Isolation ? reference.Isolation : manifest.Isolation;

    private static string Canonical(PluginReference reference)
    {
        if (reference.DeadlineSeconds is { } deadline && !(deadline > 0 && double.IsFinite(deadline)))
            throw PluginGateErrors.ReferenceInvalid(reference.Name, $"the deadline of {Seconds(deadline)} is not above 0");
        try
        {
            using JsonDocument document = JsonDocument.Parse(reference.ConfigurationJson, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement).Span)
                : throw PluginGateErrors.ReferenceInvalid(reference.Name, "its configuration is not a JSON object");
        }
        catch (JsonException e)
        {
            throw PluginGateErrors.ReferenceInvalid(reference.Name, $"its configuration is not JSON: {JsonFault.Plain(e.Message)}");
        }
    }

    private static string Seconds(double? seconds) =>
        seconds is { } value ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value} s") : "none";
}
