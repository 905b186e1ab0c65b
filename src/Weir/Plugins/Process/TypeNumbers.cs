using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weir.Arrow;

namespace Weir.Plugins.Process;

/// <summary>Numbers lists of types, so that each goes to a child once and not with every batch. Safe for use by many threads.</summary>
internal sealed class TypeNumbers
{
    private readonly ConcurrentDictionary<string, TypeList> _byBytes = [];
    private readonly ConditionalWeakTable<object, TypeList> _byReference = [];
    private int _last;

    /// <summary>The number of argument types; hosts give the same list for all batches of a call.</summary>
    public TypeList Of(IReadOnlyList<ArrowType> types) =>
        _byReference.TryGetValue(types, out TypeList? known) ? known : Remember(types, types);

    /// <summary>The number of one type.</summary>
    public TypeList Of(ArrowType type) =>
        _byReference.TryGetValue(type, out TypeList? known) ? known : Remember(type, [type]);

    private TypeList Remember(object reference, IReadOnlyList<ArrowType> types)
    {
        using WireWriter writer = new();
        byte[] bytes = writer.Types(types).ToArray();
        TypeList list = _byBytes.GetOrAdd(Convert.ToBase64String(bytes), _ => new TypeList(Interlocked.Increment(ref _last), bytes));
        _byReference.AddOrUpdate(reference, list);
        return list;
    }
}

/// <summary>A list of types as a child learns it.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="Bytes">The types.</param>
internal sealed record TypeList(int Number, byte[] Bytes);
