using System.Collections.Concurrent;
using System.Globalization;
using Weir.Arrow;
using Weir.Diagnostics;
using Weir.Engine.Syntax;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>
/// Tables of plugins in one database: table functions under their own names, and open tables, which SQL reads
/// through one table function by number.
/// </summary>
internal sealed class PluginTables(CallbackFaults faults, CallFlags flags)
{
    private const string FunctionName = "weir_plugin_table";

    private readonly ConcurrentDictionary<long, EngineTableSource> _sources = new();
    private long _last;

    /// <summary>Makes the function of open tables known to the database of a connection.</summary>
    public void Register(DuckConnectionHandle connection)
    {
        TableEntry entry = new(FunctionName, [ArrowType.Int64], OpenByNumber, CountsRows: true, faults, flags);
        if (!PluginTableBridge.Register(connection, entry))
            throw EngineErrors.FunctionInvalid(FunctionName, "the engine refused it");
    }

    /// <summary>Adds an open table.</summary>
    /// <returns>Its number.</returns>
    public long Add(EngineTableSource source)
    {
        long number = Interlocked.Increment(ref _last);
        _sources[number] = source;
        return number;
    }

    public void Remove(long number) => _sources.TryRemove(number, out _);

    /// <summary>The SQL that reads an open table. Its columns are named one by one, so that a count needs none.</summary>
    public static string Sql(EngineTableSource source, long number) => string.Create(CultureInfo.InvariantCulture,
        $"SELECT {string.Join(", ", source.Schema.Fields.Select(field => EngineText.Quote(field.Name)))} FROM {FunctionName}({number})");

    /// <summary>Makes a plugin's table function known. Statements are completed before they get here: all arguments come in order.</summary>
    /// <exception cref="WeirException">WEIR3201, WEIR3206: it cannot be registered.</exception>
    public void Register(DuckConnectionHandle connection, string name, string plugin, PluginTableFunction function)
    {
        if (function.FurtherArguments is not null)
            throw PluginEngineErrors.Refused(plugin, function.Name, "takes further arguments, which table functions cannot");
        ArrowType[] types = [.. function.Parameters.Select(parameter => TypeOf(plugin, function, parameter))];
        TableEntry entry = new(name, types, info => Open(connection, plugin, function, types, info), CountsRows: false, faults, flags);
        if (!PluginTableBridge.Register(connection, entry))
            throw PluginEngineErrors.Refused(plugin, function.Name, "was refused by the engine");
    }

    private static ArrowType TypeOf(string plugin, PluginTableFunction function, PluginParameter parameter)
    {
        if (parameter.Type is null)
            throw PluginEngineErrors.Refused(plugin, function.Name, $"takes any type as '{parameter.Name}', which table functions cannot");
        using DuckTypeHandle? type = DuckTypes.From(parameter.Type);
        return type is not null
            ? parameter.Type
            : throw PluginEngineErrors.TypeUnsupported(plugin, function.Name, $"the argument '{parameter.Name}'", parameter.Type.ToString());
    }

    private EngineTableSource OpenByNumber(nint info)
    {
        using DuckValueHandle parameter = DuckApiTableFunction.BindParameter(info, 0);
        long number = DuckApiValue.IsNull(parameter) ? 0 : DuckApiValue.GetInt64(parameter);
        return _sources.TryGetValue(number, out EngineTableSource? source)
            ? source.Share()
            : throw EngineErrors.StreamConsumed($"{FunctionName}({number})", "is not registered");
    }

    private static EngineTableSource Open(DuckConnectionHandle connection, string plugin, PluginTableFunction function, ArrowType[] types, nint info)
    {
        DuckValueHandle?[] values = new DuckValueHandle?[types.Length];
        try
        {
            for (int i = 0; i < values.Length; i++)
                values[i] = Read(plugin, function, types[i], i, info);
            using PluginConstants constants = new([.. types.Select(VectorShape.Of)], values);
            PluginBinding binding = constants.Bind();
            using (binding.Constants)
                return new EngineTableSource(connection, plugin, function.Name, function.Bind(binding));
        }
        catch (Exception e) when (e is not WeirException)
        {
            throw PluginEngineErrors.Failed(plugin, function.Name, e);
        }
        finally
        {
            foreach (DuckValueHandle? value in values)
                value?.Dispose();
        }
    }

    private static DuckValueHandle Read(string plugin, PluginTableFunction function, ArrowType type, int index, nint info)
    {
        using DuckValueHandle given = DuckApiTableFunction.BindParameter(info, (ulong)index);
        return FoldedArgument.Cast(given, type)
            ?? throw PluginEngineErrors.ArgumentType(plugin, function.Name, PluginSignature.Of(function), index, $"is no {type}");
    }
}
