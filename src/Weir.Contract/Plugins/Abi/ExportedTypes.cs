using Weir.Arrow;
using Weir.Arrow.C;

namespace Weir.Plugins.Abi;

/// <summary>The types that a host names in a call.</summary>
internal static unsafe class ExportedTypes
{
    /// <summary>One type an argument, from a struct with one child an argument.</summary>
    public static ArrowType[] Arguments(CArrowSchema* source)
    {
        if (source == null)
            throw ContractErrors.SchemaInvalid("arguments", "the types of the arguments are a null pointer");
        return [.. SchemaImport.BorrowedSchema(source).Fields.Select(field => field.Type)];
    }

    /// <summary>The type of the results, as <c>result_type</c> gave it before.</summary>
    public static ArrowType Result(CArrowSchema* source)
    {
        if (source == null)
            throw ContractErrors.SchemaInvalid("result", "the type of the result is a null pointer");
        return SchemaImport.BorrowedColumn(source, "result").Type;
    }

    /// <summary>The call in a statement; constants live as long as the call.</summary>
    public static PluginBinding Binding(AbiBinding* binding)
    {
        Schema schema = SchemaImport.BorrowedSchema(binding->ArgumentTypes);
        bool[] isConstant = new bool[binding->ArgumentCount];
        if (isConstant.Length != schema.Fields.Count)
            throw ContractErrors.SchemaInvalid("arguments", $"the call has {isConstant.Length} arguments and {schema.Fields.Count} types");
        for (int i = 0; i < isConstant.Length; i++)
            isConstant[i] = binding->IsConstant[i] != 0;
        RecordBatch? constants = binding->Constants == null ? null : BorrowedBatch.Read(binding->Constants, schema);
        return new PluginBinding([.. schema.Fields.Select(field => field.Type)], constants, isConstant);
    }
}
