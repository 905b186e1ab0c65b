using Weir.Plugins.Abi;

namespace Weir.Plugins.Native;

/// <summary>A relation planner behind the C ABI.</summary>
internal sealed unsafe class NativePlanner : PluginRelationPlanner
{
    private readonly AbiPlanner _entry;
    private readonly NativeCalls _calls;

    public NativePlanner(in AbiPlanner entry, string where, NativeReader reader) : base(reader.Name(entry.Name, where))
    {
        _entry = entry;
        _calls = new NativeCalls(reader.Plugin, Name);
        Summary = reader.Text(entry.Summary, $"{where}.summary") ?? "";
        if (entry.Rewrite == null || entry.FreeText == null)
            throw reader.Fault($"planner '{Name}'", "rewrite or free_text is a null pointer");
    }

    public override string? Rewrite(string syntaxTreeJson)
    {
        string? rewritten = null;
        _calls.WithText(syntaxTreeJson, (tree, error) =>
        {
            AbiText text = default;
            int status = _entry.Rewrite(_entry.Context, tree, &text, error);
            if (status == (int)AbiStatus.Ok && !text.IsAbsent)
                rewritten = Take(text);
            return status;
        });
        return rewritten;
    }

    private string Take(AbiText text)
    {
        try
        {
            return text.Read()!;
        }
        catch (FormatException fault)
        {
            throw NativeCallErrors.Result(_calls.Plugin, Name, fault.Message, fault);
        }
        finally
        {
            _entry.FreeText(_entry.Context, text);
        }
    }
}
