using System.Runtime.InteropServices;
using System.Text;
using Weir.Plugins.Abi;
using Weir.Plugins.Gate;

namespace Weir.Plugins.Native;

/// <summary>
/// A native library in this process as a <see cref="Plugin"/>: what its entry point returned is checked whole when
/// it is opened, and every call goes through its table. Disposing shuts the plugin down; the library stays loaded,
/// because unloading native code is not safe.
/// </summary>
internal sealed unsafe class NativePlugin : Plugin
{
    private readonly NativeHost _host;
    private readonly AbiPlugin _table;
    private readonly NativeExports _exports;
    private bool _isShutDown;

    private NativePlugin(NativeHost host, in AbiPlugin table, string name)
    {
        NativeReader reader = new(name);
        _host = host;
        _table = table;
        _exports = new NativeExports(table, reader);
        if (table.Reserved != 0)
            throw reader.Fault("reserved", $"it is {table.Reserved} instead of 0");
        if (table.Configure == null != (table.Reset == null))
            throw reader.Fault("configure", "configure and reset go together; one of them is a null pointer");
        string found = reader.Name(table.Name, "name");
        if (found != name)
            throw reader.Fault("name", $"the library calls itself '{found}'");
        Description = new PluginDescription(name, reader.Text(table.Version, "version") ?? throw reader.Fault("version", "it is absent"))
        {
            BuildId = reader.Text(table.BuildId, "build_id") ?? "",
            Features = reader.Texts(table.Features, table.FeatureCount, "features"),
            ConfigurationSchemaJson = reader.Text(table.ConfigurationSchema, "configuration_schema"),
        };
    }

    public override PluginDescription Description { get; }

    public override IReadOnlyList<PluginScalar> Scalars => _exports.Scalars;

    public override IReadOnlyList<PluginAggregate> Aggregates => _exports.Aggregates;

    public override IReadOnlyList<PluginWindow> Windows => _exports.Windows;

    public override IReadOnlyList<PluginTableFunction> TableFunctions => _exports.TableFunctions;

    public override IReadOnlyList<PluginTableProvider> TableProviders => _exports.Providers;

    public override IReadOnlyList<PluginRelationPlanner> RelationPlanners => _exports.Planners;

    /// <summary>Calls the entry point of a loaded library and reads what it returns.</summary>
    /// <param name="library">The loaded library; stays loaded for ever.</param>
    /// <param name="name">The plugin's name by its manifest.</param>
    /// <param name="log">Takes the plugin's messages until it is configured; any thread.</param>
    /// <exception cref="WeirException">
    /// WEIR3140: no entry point. WEIR3141: the plugin cannot be made. WEIR3142 to WEIR3144, WEIR3115 to WEIR3118,
    /// WEIR3121 to WEIR3123: its table is refused.
    /// </exception>
    public static NativePlugin Open(nint library, string name, Action<PluginLogLevel, string> log) =>
        NativeLibrary.TryGetExport(library, PluginAbi.EntryPoint, out nint entry)
            ? Enter(entry, name, log)
            : throw PluginLoadErrors.EntryMissing(name, PluginAbi.EntryPoint);

    /// <summary>As <see cref="Open"/>, for an entry point that was found already.</summary>
    public static NativePlugin Enter(nint entryPoint, string name, Action<PluginLogLevel, string> log)
    {
        ArgumentNullException.ThrowIfNull(log);
        NativeHost host = new(log);
        try
        {
            AbiPlugin* table = (AbiPlugin*)SuspensionSignal.KeptOver(() => CallEntry(entryPoint, host, name));
            return new NativePlugin(host, NativeHandshake.Read(table, name, PluginHostFacts.Current), name);
        }
        catch (WeirException refusal)
        {
            log(PluginLogLevel.Error, refusal.Message);
            // The plugin may go on to use its host: what was refused is never shut down, so its host is never freed.
            throw;
        }
    }

    private static nint CallEntry(nint entryPoint, NativeHost host, string name)
    {
        AbiError error = AbiError.Empty;
        AbiPlugin* table = ((delegate* unmanaged[Cdecl]<AbiHost*, AbiError*, AbiPlugin*>)entryPoint)(host.Pointer, &error);
        return table != null ? (nint)table : throw PluginLoadErrors.EntryFailed(name, error.Text);
    }

    protected override void OnConfigure(PluginContext context)
    {
        _host.LogTo = context.Log;
        if (_table.Configure == null)
        {
            if (context.ConfigurationJson != "{}")
                throw PluginContractErrors.ConfigurationRefused(Description.Name, "it takes no configuration, but one was given");
            return;
        }
        byte[] json = Encoding.UTF8.GetBytes(context.ConfigurationJson + '\0');
        AbiError error = AbiError.Empty;
        int status;
        fixed (byte* first = json)
        {
            AbiConfiguration configuration = new()
            {
                StructSize = (uint)sizeof(AbiConfiguration),
                Json = new AbiText { Data = first, Length = (ulong)(json.Length - 1) },
                MemoryLimitBytes = context.MemoryLimitBytes ?? -1,
            };
            status = _table.Configure(_table.Context, &configuration, &error);
        }
        if (status == (int)AbiStatus.Conflict)
            throw PluginContractErrors.ConfiguredOtherwise(Description.Name);
        if (status != (int)AbiStatus.Ok)
            throw PluginContractErrors.ConfigurationRefused(Description.Name, error.Text ?? "it gave no text");
    }

    protected override void OnReset()
    {
        if (_table.Reset == null)
            return;
        AbiError error = AbiError.Empty;
        new NativeCalls(Description.Name, "reset").Check(_table.Reset(_table.Context, &error), &error);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (_isShutDown)
            return;
        _isShutDown = true;
        foreach (IDisposable function in _exports.Aggregates.OfType<IDisposable>().Concat(_exports.Windows.OfType<IDisposable>()))
            function.Dispose();
        if (_table.Shutdown != null)
            _table.Shutdown(_table.Context);
        _host.Dispose();
    }
}
