using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Weir.Arrow;

namespace Weir.Tests.Contract.Arrow;

public sealed unsafe class HostileSchemaTests
{
    [Theory]
    [InlineData("e", "WEIR3004", "'e'")]
    [InlineData("tdm", "WEIR3004", "'tdm'")]
    [InlineData("+ud:0,1", "WEIR3004", "'+ud:0,1'")]
    [InlineData("+r", "WEIR3004", "'+r'")]
    [InlineData("+vl", "WEIR3004", "'+vl'")]
    [InlineData("d:40,2,256", "WEIR3004", "'d:40,2,256'")]
    [InlineData("tsx:UTC", "WEIR3004", "'tsx:UTC'")]
    [InlineData("", "WEIR3004", "''")]
    [InlineData("d:39,2", "WEIR3001", "1 to 38 digits")]
    [InlineData("d:ten,2", "WEIR3001", "1 to 38 digits")]
    [InlineData("w:-1", "WEIR3001", "size of 0 or more")]
    [InlineData("w:", "WEIR3001", "size of 0 or more")]
    [InlineData("+l", "WEIR3001", "has 1 children, but the schema has 0")]
    [InlineData("+m", "WEIR3001", "has 1 children, but the schema has 0")]
    [InlineData("+w:2", "WEIR3001", "has 1 children, but the schema has 0")]
    public void A_format_that_is_not_carried_or_malformed_is_named_with_its_column(string format, string code, string says)
    {
        WeirException error = ImportWithFormat(format);
        Assert.Equal(code, error.Code);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("root.items[]", error.Message, StringComparison.Ordinal);
        Assert.Equal("root.items[]", error.Details["path"]);
    }

    [Fact]
    public void A_map_without_key_and_value_is_refused()
    {
        CArrowSchema schema;
        ArrowC.ExportSchema(new Schema(new Field("m", new ListType(new Field("entries", ArrowType.Int32)))), &schema);
        schema.Children[0]->Format[1] = (byte)'m';
        Assert.Contains("a struct of key and value", Import(&schema).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_with_text_as_index_is_refused()
    {
        CArrowSchema schema;
        ArrowC.ExportSchema(new Schema(new Field("d", new DictionaryType(ArrowType.Int8, ArrowType.Utf8))), &schema);
        schema.Children[0]->Format[0] = (byte)'u';
        Assert.Contains("indexes of a dictionary are integers", Import(&schema).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_root_that_is_no_struct_is_refused()
    {
        CArrowSchema schema;
        ArrowC.ExportSchema(new Schema(), &schema);
        schema.Format[0] = (byte)'i';
        schema.Format[1] = 0;
        Assert.Contains("a batch is a struct", Import(&schema).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_lengths_in_metadata_are_refused()
    {
        CArrowSchema schema;
        ArrowC.ExportSchema(new Schema([], new Dictionary<string, string> { ["key"] = "value" }), &schema);
        Unsafe.WriteUnaligned(schema.Metadata, -3);
        Assert.Contains("negative length -3", Import(&schema).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_nested_too_deep_are_refused_from_c_and_from_ipc()
    {
        ArrowType type = ArrowType.Int32;
        for (int i = 0; i < 70; i++)
            type = new ListType(new Field("item", type));
        Schema deep = new(new Field("deep", type));
        CArrowSchema schema;
        ArrowC.ExportSchema(deep, &schema);
        Assert.Contains("nested deeper than 64", Import(&schema).Message, StringComparison.Ordinal);
        WeirException error = Assert.Throws<WeirException>(() => ArrowIpcReader.ReadSchema(ArrowIpcWriter.SchemaBytes(deep)));
        Assert.Contains("nested deeper than 64", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_released_schema_is_refused()
    {
        CArrowSchema schema = default;
        Assert.Equal("WEIR3001", Import(&schema).Code);
    }

    [Fact]
    public void A_compressed_ipc_body_is_refused_by_name()
    {
        // The bytes of a batch whose table RecordBatch has a compression table, made by hand from
        // the same writer that makes ours.
        byte[] stream = IpcCompressed.Stream();
        using ArrowIpcReader reader = new(new MemoryStream(stream));
        WeirException error = Assert.Throws<WeirException>(() => reader.Read());
        Assert.Equal("WEIR3003", error.Code);
        Assert.Contains("compressed with ZSTD", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_of_dictionaries_cannot_be_written_as_ipc()
    {
        Schema schema = new(new Field("d", new DictionaryType(ArrowType.Int8, new DictionaryType(ArrowType.Int8, ArrowType.Utf8))));
        WeirException error = Assert.Throws<WeirException>(() => ArrowIpcWriter.SchemaBytes(schema));
        Assert.Equal("WEIR3004", error.Code);
        Assert.Contains("root.d", error.Message, StringComparison.Ordinal);
    }

    private static WeirException ImportWithFormat(string format)
    {
        CArrowSchema schema;
        ArrowC.ExportSchema(new Schema(new Field("items", new ListType(new Field("item", ArrowType.Int32)))), &schema);
        byte* text = (byte*)Marshal.StringToCoTaskMemUTF8(format);
        schema.Children[0]->Children[0]->Format = text;
        try
        {
            return Import(&schema);
        }
        finally
        {
            Marshal.FreeCoTaskMem((nint)text);
        }
    }

    private static WeirException Import(CArrowSchema* schema)
    {
        nint place = (nint)schema;
        WeirException error = Assert.Throws<WeirException>(() => ArrowC.ImportSchema((CArrowSchema*)place));
        Assert.True(schema->Release == null);
        return error;
    }
}
