using Microsoft.CodeAnalysis;
using Weir.Generators.Model;

namespace Weir.Generators.Parse;

/// <summary>Parses scalar and window functions.</summary>
internal static class ScalarParser
{
    public static Parsed<FunctionModel> Scalar(GeneratorAttributeSyntaxContext context) => Parse(context, FunctionKind.Scalar);

    public static Parsed<FunctionModel> Window(GeneratorAttributeSyntaxContext context) => Parse(context, FunctionKind.Window);

    private static Parsed<FunctionModel> Parse(GeneratorAttributeSyntaxContext context, FunctionKind kind)
    {
        FindingList findings = new(context.TargetSymbol.Locations.FirstOrDefault());
        IMethodSymbol method = (IMethodSymbol)context.TargetSymbol;
        AttributeData attribute = context.Attributes[0];
        string name = ExportParser.Name(method, attribute, findings);
        if (!ExportParser.IsPlain(method, findings))
            return findings.Close<FunctionModel>(null);
        ParameterModel[] parameters = ParameterParser.Parse(method, kind, findings);
        if (!findings.IsEmpty)
            return findings.Close<FunctionModel>(null);
        // Without a body there is nothing to call: a relation planner of the plugin replaces the calls.
        if (kind == FunctionKind.Scalar && method.IsAbstract)
            return findings.Close(new FunctionModel(kind, name, method.FullName(), new EquatableArray<ParameterModel>(parameters)) { IsPlanned = true }
                .WithAttribute(attribute, context.TargetNode, findings));
        ResultModel? result = ResultParser.Parse(method, parameters, attribute.Named<string>("ResultType"), findings);
        if (kind == FunctionKind.Window && result is { Form: not ResultForm.Column })
            findings.Add(DiagnosticTable.NoResult, method, method.Name);
        bool isColumnar = result?.Form == ResultForm.Column;
        FunctionModel model = new FunctionModel(kind, name, method.FullName(), new EquatableArray<ParameterModel>(parameters), result)
        {
            IsTotal = attribute.Named<bool>("Total"),
            SeesNulls = attribute.Named<bool>("SeesNulls") || (!isColumnar && parameters.Any(parameter => parameter.IsNullable)),
        }.WithAttribute(attribute, context.TargetNode, findings);
        CheckTotal(method, model, findings);
        return findings.Close(model);
    }

    private static void CheckTotal(IMethodSymbol method, FunctionModel model, FindingList findings)
    {
        if (!model.IsTotal)
            return;
        bool readsPointers = model.Parameters.Any(parameter =>
            parameter.Role is ParameterRole.Value or ParameterRole.Further && parameter.Type!.Shape is Shape.Span or Shape.Text or Shape.Bytes);
        if (model.SeesNulls)
            findings.Add(DiagnosticTable.TotalImpossible, method, method.Name, "it sees NULLs anyway");
        else if (readsPointers)
            findings.Add(DiagnosticTable.TotalImpossible, method, method.Name, "at a NULL the bytes of a text or binary are not there to be read");
    }
}
