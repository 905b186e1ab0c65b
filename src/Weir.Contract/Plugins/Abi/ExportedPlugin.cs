using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Plugins.Abi;

/// <summary>A plugin behind the C ABI, for one host; lives until that host calls shutdown.</summary>
internal sealed unsafe class ExportedPlugin : IDisposable
{
    private readonly ExportArena _arena = new();
    private readonly Plugin _plugin;
    private readonly AbiHost _host;

    private ExportedPlugin(Plugin plugin, AbiHost host)
    {
        _plugin = plugin;
        _host = host;
    }

    /// <summary>Takes the plugin over.</summary>
    public static AbiPlugin* Export(Plugin plugin, AbiHost host)
    {
        ExportedPlugin exported = new(plugin, host);
        try
        {
            return exported.Describe();
        }
        catch
        {
            exported.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            _plugin.Dispose();
        }
        finally
        {
            _arena.Dispose();
        }
    }

    private AbiPlugin* Describe()
    {
        PluginDescription description = _plugin.Description;
        AbiPlugin* target = _arena.Array<AbiPlugin>(1);
        *target = new AbiPlugin
        {
            Magic = PluginAbi.Magic,
            StructSize = (uint)sizeof(AbiPlugin),
            AbiMajor = PluginAbi.Major,
            AbiMinor = PluginAbi.Minor,
            EngineMajor = PluginAbi.EngineMajor,
            ArrowMajor = PluginAbi.ArrowMajor,
            Capabilities = (ulong)_plugin.Capabilities,
            Name = _arena.Text(description.Name),
            Version = _arena.Text(description.Version),
            BuildId = _arena.Text(description.BuildId),
            Features = _arena.Texts(description.Features),
            FeatureCount = (uint)description.Features.Count,
            FunctionStride = (uint)sizeof(AbiFunction),
            ProviderStride = (uint)sizeof(AbiProvider),
            PlannerStride = (uint)sizeof(AbiPlanner),
            Context = _arena.Handle(this),
            ConfigurationSchema = _arena.Text(description.ConfigurationSchemaJson),
            Configure = &Configure,
            Reset = &Reset,
            Shutdown = &Shutdown,
        };
        DescribeExports(target);
        return target;
    }

    private void DescribeExports(AbiPlugin* target)
    {
        AbiFunction[] functions =
        [
            .. _plugin.Scalars.Select(scalar => new ExportedScalar(scalar).Describe(_arena)),
            .. _plugin.Aggregates.Select(aggregate => new ExportedAggregate(aggregate).Describe(_arena)),
            .. _plugin.Windows.Select(window => new ExportedWindow(window).Describe(_arena)),
            .. _plugin.TableFunctions.Select(function => new ExportedTableFunction(function).Describe(_arena)),
        ];
        AbiProvider[] providers = [.. _plugin.TableProviders.Select(provider => new ExportedProvider(provider).Describe(_arena))];
        AbiPlanner[] planners = [.. _plugin.RelationPlanners.Select(planner => new ExportedPlanner(planner).Describe(_arena))];
        target->Functions = Copy(functions);
        target->FunctionCount = (uint)functions.Length;
        target->Providers = Copy(providers);
        target->ProviderCount = (uint)providers.Length;
        target->Planners = Copy(planners);
        target->PlannerCount = (uint)planners.Length;
    }

    private T* Copy<T>(T[] items) where T : unmanaged
    {
        T* target = _arena.Array<T>(items.Length);
        items.CopyTo(new Span<T>(target, items.Length));
        return target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Configure(void* context, AbiConfiguration* configuration, AbiError* error)
    {
        try
        {
            ExportedPlugin exported = ExportArena.Of<ExportedPlugin>(context);
            long limit = configuration->MemoryLimitBytes;
            PluginContext settings = new(configuration->Json.Read() ?? "{}", limit < 0 ? null : limit, exported.Log);
            exported._plugin.Configure(settings);
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Reset(void* context, AbiError* error)
    {
        try
        {
            ExportArena.Of<ExportedPlugin>(context)._plugin.Reset();
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Shutdown(void* context)
    {
        try
        {
            ExportArena.Of<ExportedPlugin>(context).Dispose();
        }
        catch (Exception fault)
        {
            ExportFault.Trace("shut down", fault);
        }
    }

    private void Log(PluginLogLevel level, string message)
    {
        if (_host.Log == null)
            return;
        byte[] bytes = Encoding.UTF8.GetBytes(message);
        fixed (byte* first = bytes)
            _host.Log(_host.Context, (int)level, new AbiText { Data = first, Length = (ulong)bytes.Length });
    }
}
