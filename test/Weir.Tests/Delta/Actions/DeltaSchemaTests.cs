using FsCheck;
using FsCheck.Fluent;
using Weir.Delta.Actions;

namespace Weir.Tests.Delta.Actions;

public sealed class DeltaSchemaTests
{
    [Fact]
    public void Every_type_and_its_metadata_survive_parsing_and_printing()
    {
        const string Text =
            """
            {"type":"struct","fields":[
            {"name":"a","type":"decimal(38,18)","nullable":false,"metadata":{"z":1,"comment":"ä \"q\"","deep":{"x":[1,null]}}},
            {"name":"b","type":{"type":"array","elementType":{"type":"struct","fields":[
              {"name":"d","type":"timestamp_ntz","nullable":true,"metadata":{}}]},"containsNull":true},"nullable":true,"metadata":{}},
            {"name":"c","type":{"type":"map","keyType":"string","valueType":"variant","valueContainsNull":false},"nullable":true,"metadata":{}},
            {"name":"e","type":"void","nullable":true,"metadata":{}}]}
            """;
        DeltaSchema schema = DeltaSchema.Parse(Text, "t");
        Assert.Equal(new DeltaDecimal(38, 18), schema.Columns[0].Type);
        Assert.False(schema.Columns[0].Nullable);
        Assert.Equal("ä \"q\"", schema.Columns[0].Metadata.Text("comment"));
        Assert.Equal("1", schema.Columns[0].Metadata.Members["z"]);
        Assert.Equal("array<struct<d:timestamp_ntz>>", schema.Columns[1].Type.ToString());
        DeltaSchema again = DeltaSchema.Parse(schema.ToSchemaString(), "t");
        Assert.Equal(schema, again);
        Assert.Equal(schema.GetHashCode(), again.GetHashCode());
        Assert.Equal(schema.ToSchemaString(), again.ToSchemaString());
    }

    [Fact]
    public void Random_schemas_survive_printing_and_parsing() =>
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            RandomType(3).Select(type => new DeltaSchema([new StructField("root", type, false)])).ToArbitrary(),
            schema => DeltaSchema.Parse(schema.ToSchemaString(), "t").Equals(schema)));

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"string\"")]
    [InlineData("{\"type\":\"struct\"}")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"geometry","nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"decimal(39,1)","nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"decimal(4,5)","nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","nullable":true,"metadata":{}}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":"long"},{"name":"A","type":"long"}]}""")]
    [InlineData("""{"type":"struct","fields":[{"name":"a","type":{"type":"array","elementType":"long"}}]}""")]
    [InlineData("""{"type":"struct","fields":{}}""")]
    public void A_schema_that_is_not_understood_is_refused(string text)
    {
        WeirException error = Assert.Throws<WeirException>(() => DeltaSchema.Parse(text, "the-table"));
        Assert.Equal("WEIR2010", error.Code);
        Assert.Contains("the-table", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        string type = "\"long\"";
        for (int i = 0; i < 5_000; i++)
            type = $"{{\"type\":\"array\",\"containsNull\":true,\"elementType\":{type}}}";
        string text = $"{{\"type\":\"struct\",\"fields\":[{{\"name\":\"a\",\"type\":{type}}}]}}";
        Assert.Equal("WEIR2010", Assert.Throws<WeirException>(() => DeltaSchema.Parse(text, "t")).Code);
    }

    private static Gen<DeltaType> RandomType(int depth)
    {
        Gen<DeltaType> leaf = Gen.OneOf(
            Gen.Elements<DeltaType>(DeltaType.Primitives.ToArray<DeltaType>()),
            from precision in Gen.Choose(1, 38) from scale in Gen.Choose(0, precision) select (DeltaType)new DeltaDecimal(precision, scale));
        if (depth == 0)
            return leaf;
        Gen<DeltaType> inner = RandomType(depth - 1);
        Gen<bool> flag = Gen.Elements(true, false);
        return Gen.OneOf(
            leaf,
            from element in inner from nulls in flag select (DeltaType)new DeltaArray(element, nulls),
            from key in inner from value in inner from nulls in flag select (DeltaType)new DeltaMap(key, value, nulls),
            from types in inner.ArrayOf()
            from nulls in flag
            select (DeltaType)new DeltaStruct([.. types.Select((type, i) => new StructField($"f{i} \"ü", type, nulls))]));
    }
}
