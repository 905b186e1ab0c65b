using System.Text.Json;
using System.Text.Json.Nodes;

namespace Weir.Engine.Syntax;

/// <summary>
/// Says which function a call means: the one place where names of functions get their meaning. A name that only
/// plugins have is the plugin's; one that only the engine has, the engine's. One that both have goes to the tier whose
/// signature takes the call as it is written, and when both do, to the tier that comes first. Immutable; safe for use by many threads.
/// </summary>
/// <param name="plugins">The functions of plugins.</param>
/// <param name="engine">The engine's own.</param>
/// <param name="isPluginFirst">Whether plugins come first; else the engine does.</param>
internal sealed class FunctionResolver(PluginCatalog plugins, EngineFunctions engine, bool isPluginFirst)
{
    /// <summary>Functions of plugins, where the engine has none of their names.</summary>
    public FunctionResolver(PluginCatalog plugins) : this(plugins, EngineFunctions.None, isPluginFirst: false)
    {
    }

    /// <summary>Whether a call of a name may mean a plugin's function.</summary>
    public bool IsOfPlugin(string name) => plugins.Find(name) is not null;

    /// <summary>What the result of a function depends on, as the engine says it; of all functions of a name the most.</summary>
    public string StabilityOf(string name)
    {
        string[] known = [.. engine.Of(name).Select(routine => routine.Stability), plugins.Find(name)?.Function.IsVolatile == true ? "VOLATILE" : ""];
        return ((string[])["VOLATILE", "CONSISTENT_WITHIN_QUERY"]).FirstOrDefault(known.Contains, "CONSISTENT");
    }

    /// <summary>Whether the engine or a plugin has a function of a name.</summary>
    public bool IsKnown(string name) => engine.Has(name) || plugins.Find(name) is not null;

    /// <summary>The plugin's function that every call of a name means; null when no plugin has it, or the engine has one too.</summary>
    public PluginCatalogEntry? OnlyOfPlugin(string name) => engine.Has(name) ? null : plugins.Find(name);

    /// <summary>
    /// The plugin's function that a call in a tree means, whatever the types are that are not known; null when it means the
    /// engine's, or when those types decide.
    /// </summary>
    /// <param name="node">A function or a window of a tree; one that was rewritten before means what it meant.</param>
    /// <param name="isInFrom">Whether it is the function of a table function.</param>
    public PluginCatalogEntry? PluginOf(JsonObject node, bool isInFrom = false) =>
        Choose(node, isInFrom, typesOf: null) is { DependsOnTypes: false } choice ? choice.Plugin : null;

    /// <summary>Whether a call in a tree that leaves defaults out may mean a plugin's function, whatever the types are that are not known.</summary>
    /// <param name="node">A function or a window of the tree, not in FROM.</param>
    public bool MayMeanPlugin(JsonElement node)
    {
        string name = SyntaxNode.Member(node, "function_name");
        return IsOfPlugin(name) && (!engine.Has(name)
            || Choose(JsonObject.Create(node)!, isInFrom: false, typesOf: null) is not { Plugin: null, DependsOnTypes: false });
    }

    /// <summary>What a call in a tree means.</summary>
    /// <param name="node">As for <see cref="PluginOf"/>.</param>
    /// <param name="isInFrom">As there.</param>
    /// <param name="typesOf">Tells the types of arguments that the tree does not tell; null when they are not known yet.</param>
    public FunctionChoice Choose(JsonObject node, bool isInFrom, Func<IReadOnlyList<JsonObject>, IReadOnlyList<string?>>? typesOf)
    {
        string name = SyntaxNode.Member(node, "function_name");
        if (PluginNames.FunctionOf(name) is { } own)
            return new FunctionChoice(plugins.Find(own));
        if (plugins.Find(name) is not { } entry || !engine.Has(name))
            return new FunctionChoice(plugins.Find(name));
        CallShape call = CallShape.Of(node, isInFrom);
        FunctionChoice choice = Choose(entry, name, call);
        return choice.DependsOnTypes && typesOf is not null
            ? Choose(entry, name, call.With(typesOf(CallShape.ArgumentsOf(node)))) with { DependsOnTypes = false }
            : choice;
    }

    /// <summary>What a call means; where types that are not known decide, what it means as far as is known.</summary>
    public FunctionChoice Choose(string name, CallShape call) =>
        plugins.Find(name) is { } entry && engine.Has(name) ? Choose(entry, name, call) : new FunctionChoice(plugins.Find(name));

    /// <summary>The engine's signatures that take a call, best first; none when it means a plugin's function.</summary>
    public IReadOnlyList<EngineRoutine> EngineOf(string name, CallShape call) => Choose(name, call).Plugin is not null ? [] :
    [
        .. engine.Of(name).Select(routine => (Routine: routine, Fit: SignatureFit.Of(routine, call)))
            .Where(found => found.Fit != FunctionFit.No).OrderByDescending(found => found.Fit).Select(found => found.Routine),
    ];

    private FunctionChoice Choose(PluginCatalogEntry entry, string name, CallShape call)
    {
        if (call.IsQualified)
            return new FunctionChoice(null);
        FunctionFit ours = SignatureFit.Of(entry, call);
        FunctionFit theirs = SignatureFit.Of(engine.Of(name), call);
        (FunctionFit first, FunctionFit second) = isPluginFirst ? (ours, theirs) : (theirs, ours);
        // The tier that comes first gives way to one that takes the call, or takes it as it is written.
        bool isFirst = first != FunctionFit.No && !(first == FunctionFit.Converted && second == FunctionFit.Yes);
        bool isOurs = isPluginFirst ? isFirst : !isFirst && second != FunctionFit.No;
        bool isOpen = (first, second) is (FunctionFit.Perhaps, not FunctionFit.No) or (FunctionFit.Converted, FunctionFit.Perhaps);
        return new FunctionChoice(isOurs ? entry : null) { DependsOnTypes = isOpen };
    }

    /// <summary>Gives a call that means a plugin's function the name and form under which the engine knows it, in place.</summary>
    public void Take(JsonObject node)
    {
        string name = SyntaxNode.Member(node, "function_name");
        if (!engine.Has(name))
            return;
        node["function_name"] = PluginNames.OfFunction(name);
        if (SyntaxNode.Member(node, "class") == "WINDOW")
            SyntaxNode.MakePlainWindow(node);
    }
}
