using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary>A table provider behind the C ABI.</summary>
internal sealed unsafe class ExportedProvider(PluginTableProvider provider)
{
    private PluginTableProvider Provider => provider;

    public AbiProvider Describe(ExportArena arena) => new()
    {
        Name = arena.Text(provider.Name),
        Summary = arena.Text(provider.Summary),
        OptionsSchema = arena.Text(provider.OptionsSchemaJson),
        Context = arena.Handle(this),
        Open = &Open,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(void* context, AbiText options, AbiTable** target, AbiError* error)
    {
        try
        {
            *target = ExportedTable.Export(ExportArena.Of<ExportedProvider>(context).Provider.Open(options.Read() ?? "{}"));
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }
}
