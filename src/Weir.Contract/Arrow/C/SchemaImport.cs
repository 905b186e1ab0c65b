using System.Runtime.InteropServices;
using System.Text;

namespace Weir.Arrow.C;

/// <summary>Reads a C schema into ours. Everything is copied, and the source is released.</summary>
internal static unsafe class SchemaImport
{
    public static Schema Schema(CArrowSchema* source)
    {
        if (source->Release == null)
            throw ContractErrors.SchemaInvalid(ColumnPath.Root, "the schema was already released or moved");
        try
        {
            return Root(source, isOwned: true);
        }
        finally
        {
            source->Release(source);
            source->Release = null;
        }
    }

    /// <summary>Reads a schema that stays its owner's, who need not give it a release.</summary>
    public static Schema BorrowedSchema(CArrowSchema* source) => Root(source, isOwned: false);

    /// <summary>Reads the type of one column, which stays its owner's.</summary>
    public static Field BorrowedColumn(CArrowSchema* source, string path) => Field(source, path, 0, isOwned: false);

    /// <summary>Reads the type of one column, and releases the source, also on failure.</summary>
    public static Field Column(CArrowSchema* source, string path)
    {
        if (source->Release == null)
            throw ContractErrors.SchemaInvalid(path, "the schema was already released or moved");
        try
        {
            return Field(source, path, 0, isOwned: true);
        }
        finally
        {
            source->Release(source);
            source->Release = null;
        }
    }

    private static Schema Root(CArrowSchema* source, bool isOwned)
    {
        string format = Text(source->Format) ?? "";
        if (format != ArrowFormat.Struct)
            throw ContractErrors.SchemaInvalid(ColumnPath.Root, $"a batch is a struct ('{ArrowFormat.Struct}'), but the format is '{format}'");
        return new Schema(Children(source, format, ColumnPath.Root, 0, isOwned), Metadata(source->Metadata, ColumnPath.Root));
    }

    private static Field Field(CArrowSchema* source, string path, int depth, bool isOwned)
    {
        if (depth > ArrowLimits.NestingDepth)
            throw ContractErrors.SchemaInvalid(path, $"types are nested deeper than {ArrowLimits.NestingDepth}");
        if (isOwned && source->Release == null)
            throw ContractErrors.SchemaInvalid(path, "the schema was already released");
        ArrowType type = Type(source, path, depth, isOwned);
        return new Field(Text(source->Name) ?? "", type, (source->Flags & CArrowSchema.FlagNullable) != 0, Metadata(source->Metadata, path));
    }

    private static ArrowType Type(CArrowSchema* source, string path, int depth, bool isOwned)
    {
        string format = Text(source->Format) ?? throw ContractErrors.SchemaInvalid(path, "the format string is null");
        bool keysSorted = (source->Flags & CArrowSchema.FlagMapKeysSorted) != 0;
        ArrowType type = ArrowFormat.Parse(format, Children(source, format, path, depth, isOwned), keysSorted, path);
        if (source->Dictionary == null)
            return type;
        if (type.Id is < ArrowTypeId.Int8 or > ArrowTypeId.UInt64)
            throw ContractErrors.SchemaInvalid(path, $"the indexes of a dictionary are integers, not {type}");
        ArrowType value = Field(source->Dictionary, path, depth + 1, isOwned).Type;
        return new DictionaryType(type, value, (source->Flags & CArrowSchema.FlagDictionaryOrdered) != 0);
    }

    private static Field[] Children(CArrowSchema* source, string format, string path, int depth, bool isOwned)
    {
        long count = source->ChildCount;
        int expected = ArrowFormat.ChildCount(format);
        if (expected >= 0 && IsKnown(format) && count != expected)
            throw ContractErrors.SchemaInvalid(path, $"format '{format}' has {expected} children, but the schema has {count}");
        if (expected == 0)
            return [];
        if (count is < 0 or > int.MaxValue || (count > 0 && source->Children == null))
            throw ContractErrors.SchemaInvalid(path, $"{count} children cannot be read from pointer {(nint)source->Children:x}");
        List<Field> children = [];
        for (int i = 0; i < count; i++)
        {
            CArrowSchema* child = source->Children[i];
            if (child == null)
                throw ContractErrors.SchemaInvalid(path, $"child {i} is a null pointer");
            children.Add(Field(child, expected == 1 ? path + "[]" : $"{path}.{Text(child->Name)}", depth + 1, isOwned));
        }
        return [.. children];
    }

    // A format that is refused below is named as unsupported, not blamed for its children.
    private static bool IsKnown(string format) =>
        !format.StartsWith('+') || format is ArrowFormat.Struct or "+l" or "+L" or "+m" || format.StartsWith("+w:", StringComparison.Ordinal);

    private static string? Text(byte* text) => Marshal.PtrToStringUTF8((nint)text);

    // Metadata is a count, then for each pair two texts with their byte length; all native int32.
    private static Dictionary<string, string>? Metadata(byte* source, string path)
    {
        if (source == null)
            return null;
        int count = Number(ref source, path);
        Dictionary<string, string> metadata = [];
        for (int i = 0; i < count; i++)
        {
            string key = Sized(ref source, path);
            metadata[key] = Sized(ref source, path);
        }
        return metadata;
    }

    private static string Sized(ref byte* source, string path)
    {
        int length = Number(ref source, path);
        string text = Encoding.UTF8.GetString(source, length);
        source += length;
        return text;
    }

    private static int Number(ref byte* source, string path)
    {
        int number = System.Runtime.CompilerServices.Unsafe.ReadUnaligned<int>(source);
        if (number < 0)
            throw ContractErrors.SchemaInvalid(path, $"the metadata holds the negative length {number}");
        source += sizeof(int);
        return number;
    }
}
