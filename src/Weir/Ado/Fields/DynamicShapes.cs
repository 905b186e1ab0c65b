using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Weir.Ado.Fields;

/// <summary>
/// Types that are put together while the program runs: lists, maps, nullables. A program that is compiled ahead of time
/// has only those that it names itself, so there they are refused, and columns of such types are read as Arrow.
/// </summary>
internal static class DynamicShapes
{
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The definitions are generic types of the base library and of this folder, whose arguments' members are not asked for.")]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As above.")]
    [UnconditionalSuppressMessage("Trimming", "IL3050", Justification = "Refused where no code can be made.")]
    public static Type Make(Type definition, params Type[] arguments)
    {
        Require(definition);
        return definition.MakeGenericType(arguments);
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Refused where no code can be made.")]
    public static Type ArrayOf(Type element)
    {
        Require(element);
        return element.MakeArrayType();
    }

    /// <summary>Makes a reader whose type hangs on what was asked for.</summary>
    /// <param name="definition">A generic reader of this folder.</param>
    /// <param name="types">Its arguments.</param>
    /// <param name="arguments">For its one constructor.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2067", Justification = "The readers of this folder have one public constructor each, which their own use keeps.")]
    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "As above.")]
    public static FieldReader Reader(Type definition, Type[] types, params object[] arguments) =>
        (FieldReader)Activator.CreateInstance(Make(definition, types), arguments)!;

    private static void Require(Type type)
    {
        if (!RuntimeFeature.IsDynamicCodeSupported)
            throw new NotSupportedException($"A program that is compiled ahead of time cannot make readers of {type} for columns of lists, maps and structs; read the column as Arrow, with Session.Run.");
    }
}
