using System.Data;
using Weir.Ado;

namespace Weir.Tests.Ado;

public sealed class WeirParameterTests
{
    [Fact]
    public void A_new_parameter_has_the_values_that_ado_net_says()
    {
        WeirParameter parameter = new();
        Assert.Equal(
            ("", DbType.String, ParameterDirection.Input, false, 0, "", DataRowVersion.Current, false),
            (parameter.ParameterName, parameter.DbType, parameter.Direction, parameter.IsNullable, parameter.Size, parameter.SourceColumn, parameter.SourceVersion, parameter.SourceColumnNullMapping));
        Assert.Null(parameter.Value);
        (parameter.ParameterName, parameter.SourceColumn) = (null, null);
        Assert.Equal(("", ""), (parameter.ParameterName, parameter.SourceColumn));
        Assert.Throws<ArgumentOutOfRangeException>(() => parameter.Direction = ParameterDirection.Output);
        Assert.Throws<ArgumentOutOfRangeException>(() => parameter.DbType = (DbType)999);
    }

    [Fact]
    public void The_type_is_that_of_the_value_until_it_is_set()
    {
        WeirParameter parameter = new("x", 7L);
        Assert.Equal(DbType.Int64, parameter.DbType);
        parameter.DbType = DbType.Int16;
        Assert.Equal(DbType.Int16, parameter.DbType);
        parameter.ResetDbType();
        Assert.Equal(DbType.Int64, parameter.DbType);
        parameter.Value = 1.5m;
        Assert.Equal(DbType.Decimal, parameter.DbType);
        parameter.Value = new object();
        Assert.Equal(DbType.Object, parameter.DbType);
    }

    [Fact]
    public void Parameters_are_found_by_name_whatever_their_sign_and_the_very_name_comes_first()
    {
        WeirParameterCollection parameters = new WeirCommand().Parameters;
        WeirParameter lower = parameters.AddWithValue("@name", 1), upper = parameters.AddWithValue("$NAME", 2);
        Assert.Same(lower, parameters["name"]);
        Assert.Same(upper, parameters["@NAME"]);
        Assert.Same(lower, parameters["Name"]);
        Assert.Equal((0, 1, -1), (parameters.IndexOf(lower), parameters.IndexOf("$NAME"), parameters.IndexOf("other")));
        Assert.True(parameters.Contains(upper) && parameters.Contains("name") && !parameters.Contains("other"));
        Assert.Throws<IndexOutOfRangeException>(() => parameters["other"]);
        Assert.Throws<IndexOutOfRangeException>(() => parameters.RemoveAt("other"));
        Assert.Throws<ArgumentOutOfRangeException>(() => parameters[2]);
        parameters.RemoveAt("name");
        Assert.Same(upper, Assert.Single(parameters));
    }

    [Fact]
    public void A_collection_takes_parameters_of_weir_only()
    {
        WeirParameterCollection parameters = new WeirCommand().Parameters;
        Assert.Throws<ArgumentNullException>(() => parameters.Add((object)null!));
        Assert.Throws<InvalidCastException>(() => parameters.Add("text"));
        Assert.Throws<InvalidCastException>(() => parameters.AddRange(new object[] { new WeirParameter(), 7 }));
        Assert.Throws<ArgumentException>(() => parameters.Remove(new WeirParameter()));
        parameters.Insert(0, new WeirParameter("first", 1));
        parameters[0] = new WeirParameter("again", 2);
        WeirParameter[] copied = new WeirParameter[2];
        parameters.CopyTo(copied, 0);
        Assert.Equal(["again", ""], copied.Select(parameter => parameter.ParameterName));
        parameters.Clear();
        Assert.Empty(parameters);
    }

    [Fact]
    public void A_clone_is_another_parameter_with_the_same_values()
    {
        WeirParameter parameter = new("x", 7) { DbType = DbType.Int16, Size = 3, IsNullable = true };
        WeirParameter copy = parameter.Clone();
        copy.Value = 8;
        Assert.Equal((7, DbType.Int16, 3, true, "x"), (parameter.Value, copy.DbType, copy.Size, copy.IsNullable, copy.ParameterName));
    }
}
