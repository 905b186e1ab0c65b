namespace Weir.Arrow;

/// <summary>The names of columns in messages: <c>root.items[].price</c>.</summary>
internal static class ColumnPath
{
    public const string Root = "root";

    /// <summary>The path of a child. The entries struct of a map stands for the map's rows.</summary>
    public static string Child(string path, ArrowType parent, int index) =>
        parent.Layout == ArrowLayout.Struct ? $"{path}.{parent.ChildFields[index].Name}" : path + "[]";
}
