using Weir.Engine;
using Weir.Engine.Syntax;
using Weir.Plugins;
using Weir.Sessions;

namespace Weir;

/// <summary>
/// The functions that a session's SQL has: the engine's by its own word, Weir's, and those of plugins. It resolves a call as
/// the statements of the session do. Immutable; safe for use by many threads.
/// </summary>
public sealed class FunctionCatalog
{
    private const int NearMax = 5;

    private static readonly CallPlace[] Places = [CallPlace.Expression, CallPlace.Window, CallPlace.From];

    private readonly SessionHost _host;
    private readonly SessionPlugins _plugins;
    private readonly FunctionResolver _resolver;
    private readonly Lazy<IReadOnlyList<FunctionRoutine>> _routines;

    internal FunctionCatalog(SessionHost host, SessionPlugins plugins, FunctionTierPolicy policy)
    {
        _host = host;
        _plugins = plugins;
        Policy = policy;
        _resolver = new FunctionResolver(plugins.Catalog, host.Engine.Functions, policy == FunctionTierPolicy.PluginFirst);
        _routines = new Lazy<IReadOnlyList<FunctionRoutine>>(() =>
        [
            .. _plugins.Routines.Concat(_host.Engine.Functions.All.Select(RoutineReading.Of))
                .OrderBy(routine => routine.Name, StringComparer.Ordinal).ThenBy(routine => routine.Tier),
        ]);
    }

    /// <summary>Says which function a call means.</summary>
    internal FunctionResolver Resolver => _resolver;

    /// <summary>Which function a call means where both tiers take it.</summary>
    public FunctionTierPolicy Policy { get; }

    /// <summary>All signatures, in order of name.</summary>
    public IReadOnlyList<FunctionRoutine> Routines => _routines.Value;

    /// <summary>The functions that Weir and plugins add to the engine, as one value with a hash.</summary>
    public FunctionRegistrySnapshot Snapshot => RegistryReading.Of(_plugins);

    /// <summary>The same catalog under another policy.</summary>
    /// <param name="policy">Which tier comes first.</param>
    /// <returns>A catalog.</returns>
    public FunctionCatalog With(FunctionTierPolicy policy) => new(_host, _plugins, policy);

    /// <summary>All signatures of a name, of both tiers, aliases included.</summary>
    /// <param name="name">The name, whatever its case.</param>
    /// <returns>None when nobody has a function of the name.</returns>
    public IReadOnlyList<FunctionRoutine> Find(string name) =>
        [.. Routines.Where(routine => IsNamed(routine, name) && (routine.Tier == FunctionTier.Plugin || Is(routine.Name, name)))];

    /// <summary>Names that were perhaps meant by one that nobody has, best first.</summary>
    /// <param name="name">A name.</param>
    /// <returns>At most five.</returns>
    public IReadOnlyList<string> Near(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return NameDistance.Nearest(name, Routines.SelectMany(routine => routine.Tier == FunctionTier.Plugin ? routine.Aliases.Prepend(routine.Name) : [routine.Name]).Distinct(), NearMax);
    }

    /// <summary>The function that a call means: first those of the session's plugins, then the engine's, by the policy where both take it.</summary>
    /// <param name="name">The name, whatever its case.</param>
    /// <param name="argumentTypes">Types of the arguments as SQL writes them; null for one that is not known.</param>
    /// <param name="kind">How it is called; null for any way in which it can be.</param>
    /// <returns>Null when nobody has a function that takes the call.</returns>
    public FunctionRoutine? Resolve(string name, IReadOnlyList<string?> argumentTypes, FunctionKind? kind = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(argumentTypes);
        CallArgument[] arguments = [.. argumentTypes.Select(type => new CallArgument("", type?.ToUpperInvariant()))];
        return PlacesOf(kind).Select(place => Resolve(name, new CallShape(place, arguments)))
            .FirstOrDefault(found => found is not null && (kind is null or FunctionKind.Window || found.Kind == kind));
    }

    /// <summary>As <see cref="Resolve(string, IReadOnlyList{string}, FunctionKind?)"/>, by the number of arguments alone.</summary>
    /// <param name="name">The name, whatever its case.</param>
    /// <param name="argumentCount">How many arguments the call has.</param>
    /// <param name="kind">How it is called; null for any way in which it can be.</param>
    /// <returns>Null when nobody has a function that takes the call.</returns>
    public FunctionRoutine? Resolve(string name, int argumentCount, FunctionKind? kind = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(argumentCount);
        return Resolve(name, new string?[argumentCount], kind);
    }

    private FunctionRoutine? Resolve(string name, CallShape call)
    {
        if (_resolver.Choose(name, call).Plugin is { } entry)
            return SignatureFit.Of(entry, call) == FunctionFit.No ? null : Routines.First(routine => Is(routine.Name, entry.Function.Name) && routine.Owner == entry.Plugin);
        if (_resolver.EngineOf(name, call) is [EngineRoutine routine, ..])
            return RoutineReading.Of(routine);
        return call.Place == CallPlace.From ? HostFunctions.All.FirstOrDefault(own => Is(own.Name, name) && own.Parameters.Count >= call.Arguments.Count) : null;
    }

    private static CallPlace[] PlacesOf(FunctionKind? kind) => kind switch
    {
        null => Places,
        FunctionKind.Scalar => [CallPlace.Expression],
        FunctionKind.Aggregate => [CallPlace.Aggregation],
        FunctionKind.Window => [CallPlace.Window],
        _ => [CallPlace.From],
    };

    private static bool IsNamed(FunctionRoutine routine, string name) => Is(routine.Name, name) || routine.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
