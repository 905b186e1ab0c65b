namespace Weir.Plugins;

/// <summary>What a plugin offers: one bit a kind of export. A bit without an export, an export without its bit, and a bit that is none of these are refused.</summary>
[Flags]
public enum PluginCapabilities : ulong
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>Tables that are opened by name with options, and take part in pushdown.</summary>
    TableProviders = 1 << 0,
    /// <summary>Functions of the values of one row.</summary>
    ScalarFunctions = 1 << 1,
    /// <summary>Functions of the values of many rows.</summary>
    AggregateFunctions = 1 << 2,
    /// <summary>Functions of a row's place among the rows of its partition.</summary>
    WindowFunctions = 1 << 3,
    /// <summary>Functions that give a table.</summary>
    TableFunctions = 1 << 4,
    /// <summary>Named hooks that rewrite a statement's syntax tree.</summary>
    RelationPlanners = 1 << 5,
}
