namespace Weir.Arrow.Ipc;

/// <summary>Reads the table Schema: endianness 0, fields 1, custom_metadata 2.</summary>
internal static class IpcSchemaReader
{
    // The smallest table of a field: what each field that is built costs the budget.
    private const int FieldCost = 16;

    public static (Schema Schema, IpcField[] Fields) Read(FlatTable table, int metadataLength)
    {
        if (table.Scalar<short>(0) != 0)
            throw ContractErrors.IpcInvalid("schema", "the data is big-endian, which is not supported");
        FlatBudget budget = new(metadataLength);
        IpcField[] fields = Fields(table, 1, ColumnPath.Root, 0, budget);
        return (new Schema(fields.Select(field => field.Field), Metadata(table, 2, budget)), fields);
    }

    private static IpcField[] Fields(FlatTable table, int slot, string path, int depth, FlatBudget budget)
    {
        if (depth > ArrowLimits.NestingDepth)
            throw ContractErrors.SchemaInvalid(path, $"types are nested deeper than {ArrowLimits.NestingDepth}");
        int count = table.TableCount(slot);
        budget.Spend((long)count * FieldCost);
        IpcField[] fields = new IpcField[count];
        for (int i = 0; i < count; i++)
            fields[i] = One(table.TableAt(slot, i), path, depth, budget);
        return fields;
    }

    // The table Field: name 0, nullable 1, type tag 2, type 3, dictionary 4, children 5, custom_metadata 6.
    private static IpcField One(FlatTable table, string parentPath, int depth, FlatBudget budget)
    {
        string name = table.Text(0, budget) ?? "";
        string path = $"{parentPath}.{name}";
        IpcField[] children = Fields(table, 5, path, depth + 1, budget);
        if (!table.TryTable(3, out FlatTable typeTable))
            throw ContractErrors.SchemaInvalid(path, "the field has no type");
        ArrowType type = IpcTypeReader.Read((IpcTypeTag)table.Scalar<byte>(2), typeTable, Array.ConvertAll(children, child => child.Field), path, budget);
        if (type.ChildFields.Count != children.Length)
            throw ContractErrors.SchemaInvalid(path, $"type {type} has {type.ChildFields.Count} children, but the schema has {children.Length}");
        long? dictionaryId = null;
        if (table.TryTable(4, out FlatTable dictionary))
            type = Dictionary(dictionary, type, path, out dictionaryId);
        return new IpcField(new Field(name, type, table.Flag(1), Metadata(table, 6, budget)), dictionaryId, children);
    }

    // The table DictionaryEncoding: id 0, indexType 1 (int32 when absent), isOrdered 2.
    private static DictionaryType Dictionary(FlatTable table, ArrowType value, string path, out long? id)
    {
        id = table.Scalar<long>(0);
        ArrowType index = table.TryTable(1, out FlatTable integer) ? IpcTypeReader.Integer(integer, path) : ArrowType.Int32;
        return new DictionaryType(index, value, table.Flag(2));
    }

    private static Dictionary<string, string>? Metadata(FlatTable table, int slot, FlatBudget budget)
    {
        int count = table.TableCount(slot);
        if (count == 0)
            return null;
        budget.Spend((long)count * FieldCost);
        Dictionary<string, string> metadata = [];
        for (int i = 0; i < count; i++)
        {
            FlatTable pair = table.TableAt(slot, i);
            metadata[pair.Text(0, budget) ?? ""] = pair.Text(1, budget) ?? "";
        }
        return metadata;
    }
}
