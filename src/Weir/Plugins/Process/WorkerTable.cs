using Weir.Diagnostics;

namespace Weir.Plugins.Process;

/// <summary>A table that a worker keeps for its host, and what opened it. Owns the table of the plugin.</summary>
internal sealed class WorkerTable : IDisposable
{
    private readonly string _plugin;
    private readonly string _function;
    private readonly string _kind;

    private WorkerTable(PluginTable? table, string plugin, string function, string kind)
    {
        (_plugin, _function, _kind) = (plugin, function, kind);
        Table = table ?? throw Wrong("no table");
    }

    public PluginTable Table { get; }

    public static WorkerTable Bind(Plugin plugin, PluginTableFunction function, PluginBinding binding) =>
        new(function.Bind(binding), plugin.Description.Name, function.Name, "table function");

    public static WorkerTable Open(Plugin plugin, PluginTableProvider provider, string optionsJson) =>
        new(provider.Open(optionsJson), plugin.Description.Name, provider.Name, "table provider");

    /// <summary>The error of an answer that is not what the plugin promised; the worker itself is as it should be.</summary>
    public WeirException Wrong(string found) => PluginCallErrors.ResultWrong(_plugin, _function, $"{_kind} '{_function}'", found);

    public void Dispose() => Table.Dispose();
}
