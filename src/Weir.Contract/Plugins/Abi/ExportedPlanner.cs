using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Weir.Plugins.Abi;

/// <summary>A relation planner behind the C ABI.</summary>
internal sealed unsafe class ExportedPlanner(PluginRelationPlanner planner)
{
    private PluginRelationPlanner Planner => planner;

    public AbiPlanner Describe(ExportArena arena) => new()
    {
        Name = arena.Text(planner.Name),
        Summary = arena.Text(planner.Summary),
        Context = arena.Handle(this),
        Rewrite = &Rewrite,
        FreeText = &FreeText,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Rewrite(void* context, AbiText tree, AbiText* target, AbiError* error)
    {
        try
        {
            string? rewritten = ExportArena.Of<ExportedPlanner>(context).Planner.Rewrite(tree.Read() ?? "");
            if (rewritten is null)
                *target = default;
            else
                *target = new AbiText { Data = (byte*)Marshal.StringToCoTaskMemUTF8(rewritten), Length = (ulong)System.Text.Encoding.UTF8.GetByteCount(rewritten) };
            return 0;
        }
        catch (Exception fault)
        {
            return ExportFault.Report(fault, error);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void FreeText(void* context, AbiText text) => Marshal.FreeCoTaskMem((nint)text.Data);
}
