using Weir.Arrow;
using Weir.Plugins;

namespace Weir.Engine;

/// <summary>One signature under which the engine knows a function of a plugin.</summary>
/// <param name="Parameters">Types in order; null where every type is taken and told apart when a call is planned.</param>
/// <param name="Further">True when any number of arguments of <paramref name="FurtherType"/> may follow.</param>
/// <param name="FurtherType">Type of further arguments; null for every type.</param>
/// <param name="Result">Type of the result.</param>
internal sealed record PluginOverload(IReadOnlyList<ArrowType?> Parameters, bool Further, ArrowType? FurtherType, ArrowType Result)
{
    private const int PairsMax = 2;
    private const int FurtherMax = 8;

    // What a parameter of any type is tried with, to find out what the result depends on.
    private static ArrowType[] Candidates =>
    [
        ArrowType.Boolean, ArrowType.Int8, ArrowType.Int16, ArrowType.Int32, ArrowType.Int64, ArrowType.UInt8, ArrowType.UInt16,
        ArrowType.UInt32, ArrowType.UInt64, ArrowType.Float, ArrowType.Double, ArrowType.Utf8, ArrowType.Binary, ArrowType.Date32,
        new Time64Type(TimeUnit.Microsecond), new TimestampType(TimeUnit.Microsecond), new TimestampType(TimeUnit.Microsecond, "UTC"),
        ArrowType.IntervalMonthDayNano,
    ];

    /// <summary>
    /// All signatures of a function. The engine cannot choose a result's type when it plans a call, so a function
    /// whose result depends on the type of an argument becomes one signature a type; one whose result does not
    /// takes every type, nested ones included.
    /// </summary>
    /// <param name="function">The function.</param>
    /// <param name="resultOf">Its result for arguments of some types; throws where it does not take them.</param>
    /// <returns>None when the function takes none of the types.</returns>
    public static IReadOnlyList<PluginOverload> Of(PluginFunction function, Func<IReadOnlyList<ArrowType>, Field> resultOf)
    {
        List<PluginOverload> found = Expand(function, resultOf);
        return found.Count > 1 && found.TrueForAll(overload => overload.Result.Equals(found[0].Result))
            ? [found[0] with { Parameters = [.. function.Parameters.Select(parameter => parameter.Type)] }]
            : found;
    }

    /// <summary>
    /// All signatures of an aggregate, of which the engine tells neither types nor their number when it calls it:
    /// every type is told, and up to eight further arguments.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<PluginOverload> OfAggregate(PluginFunction function, Func<IReadOnlyList<ArrowType>, Field> resultOf)
    {
        if (function.FurtherArguments is not { } further)
            return Expand(function, resultOf);
        List<PluginOverload> found = [];
        for (int count = 0; count <= FurtherMax; count++)
        {
            IEnumerable<PluginParameter> parameters = function.Parameters.Concat(Enumerable.Repeat(further, count));
            found.AddRange(Expand(new Parameterized(function.Name, [.. parameters]), resultOf));
        }
        return found;
    }

    /// <summary>
    /// The signatures of an aggregate with every type taken where its result does not depend on the type: there each batch
    /// tells the types of its arguments. So there are few of them, and values come as they are.
    /// </summary>
    /// <param name="overloads">All signatures, every type told.</param>
    /// <param name="function">Their function.</param>
    public static IReadOnlyList<PluginOverload> WithEveryType(IReadOnlyList<PluginOverload> overloads, PluginFunction function)
    {
        for (int i = 0; i < function.Parameters.Count; i++)
            if (function.Parameters[i].Type is null)
                overloads = WithEveryType(overloads, i);
        return overloads;
    }

    private static IReadOnlyList<PluginOverload> WithEveryType(IReadOnlyList<PluginOverload> overloads, int index)
    {
        List<PluginOverload> found = [];
        foreach (IGrouping<string, PluginOverload> alike in overloads.GroupBy(overload => string.Join('|', overload.Parameters.Where((_, i) => i != index))))
        {
            PluginOverload first = alike.First();
            if (alike.Count() < Candidates.Length || !alike.All(overload => overload.Result.Equals(first.Result)))
                return overloads;
            found.Add(first with { Parameters = [.. first.Parameters.Select((type, i) => i == index ? null : type)] });
        }
        return found;
    }

    private static List<PluginOverload> Expand(PluginFunction function, Func<IReadOnlyList<ArrowType>, Field> resultOf)
    {
        ArrowType?[] parameters = [.. function.Parameters.Select(parameter => parameter.Type)];
        bool further = function.FurtherArguments is not null;
        ArrowType? furtherType = function.FurtherArguments?.Type;
        int[] open = [.. Enumerable.Range(0, parameters.Length).Where(i => parameters[i] is null)];
        if (open.Length == 0)
            return [new PluginOverload(parameters, further, furtherType, resultOf(parameters!).Type)];
        List<PluginOverload> found = [];
        foreach (ArrowType[] choice in Choices(open.Length))
        {
            ArrowType?[] types = [.. parameters];
            for (int i = 0; i < open.Length; i++)
                types[open[i]] = choice[i];
            if (Ask(resultOf, types!) is { } result)
                found.Add(new PluginOverload(types, further, furtherType, result));
        }
        return found;
    }

    // All pairs for up to two open parameters; for more, the same type for all of them.
    private static IEnumerable<ArrowType[]> Choices(int open)
    {
        IEnumerable<ArrowType> lists = Candidates.Select(type => new ListType(new Field("item", type)));
        if (open is 1 or > PairsMax)
            return Candidates.Concat(lists).Select(type => Enumerable.Repeat(type, open).ToArray());
        return Candidates.SelectMany(first => Candidates.Select(second => new[] { first, second }));
    }

    private static ArrowType? Ask(Func<IReadOnlyList<ArrowType>, Field> resultOf, ArrowType[] types)
    {
        try
        {
            return resultOf(types).Type;
        }
        catch (WeirException)
        {
            // The port's way to say that a function does not take these types.
            return null;
        }
    }

    private sealed class Parameterized(string name, IReadOnlyList<PluginParameter> parameters) : PluginFunction(name, parameters);
}
