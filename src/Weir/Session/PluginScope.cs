using Weir.Diagnostics;
using Weir.Engine.Syntax;
using Weir.Policies;

namespace Weir.Sessions;

/// <summary>The plugins that a statement may use, among those that its engine has.</summary>
/// <param name="Own">The session's.</param>
/// <param name="Engine">All: functions that one session registers, the engine knows for every other.</param>
/// <param name="Functions">Says which function a call means.</param>
/// <param name="IsProvided">Tells tables of providers by their names in the session.</param>
internal readonly record struct PluginScope(SessionPlugins Own, SessionPlugins Engine, FunctionResolver Functions, Func<string, bool> IsProvided)
{
    /// <summary>What is put into a statement before it is judged; null for nothing.</summary>
    public StatementExpansion? Expansion { get; init; }

    /// <summary>What the statement is held to beside what every statement is; null for nothing.</summary>
    public PolicyCheck? Policy { get; init; }

    /// <summary>Whether the statement stands for one that was held to it already.</summary>
    public bool IsChecked { get; init; }

    /// <summary>The planners that are asked.</summary>
    public PluginCatalog Catalog => Own.Catalog;

    /// <summary>Refuses functions of plugins that the session does not have.</summary>
    /// <param name="functions">Names of functions that a statement calls.</param>
    /// <exception cref="WeirException">WEIR3227.</exception>
    public void Require(IEnumerable<string> functions)
    {
        if (ReferenceEquals(Own, Engine))
            return;
        foreach (string name in functions)
        {
            if (Engine.Catalog.Functions.GetValueOrDefault(name) is { } foreign && !Functions.IsKnown(name))
                throw PluginTableErrors.FunctionForeign(name, foreign.Plugin);
        }
    }
}
