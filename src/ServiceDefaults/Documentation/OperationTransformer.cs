using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using ServiceDefaults.Json;

namespace ServiceDefaults.Documentation;

/// <summary>Writes into the OpenAPI document what an <see cref="Operation"/> tells and the framework cannot see.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    // A record's absent members are absent in the example too; the nulls of a patch are a dictionary's, and stay.
    private static readonly JsonSerializerOptions WithoutNulls = new(ApiJson.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Operation>().LastOrDefault() is not { } told) return Task.CompletedTask;

        operation.Parameters = [.. told.Parameters.Select(Parameter)];
        operation.Security = told.Scope is { } scope ? [Requirement(context.Document!, scope)] : [];
        if (told.IsOpen) operation.Security.Insert(0, []);
        if (told.Permission is { } permission)
            operation.AddExtension("x-permission", new JsonNodeExtension(permission));
        SetExample(operation.RequestBody?.Content, told.BodyExample, WithoutNulls);
        if (operation.RequestBody is OpenApiRequestBody body) body.Required = true;
        foreach (var (status, response) in operation.Responses ?? []) Complete(status, response, told);
        return Task.CompletedTask;
    }

    private static OpenApiParameter Parameter(OperationParameter told) => new()
    {
        Name = told.Name,
        In = Enum.Parse<ParameterLocation>(told.Place, ignoreCase: true),
        Description = told.Description,
        Required = told.Place == "path",
        Example = told.Example is null ? null : JsonSerializer.SerializeToNode(told.Example),
        Schema = new OpenApiSchema
        {
            Type = Enum.Parse<JsonSchemaType>(told.Type, ignoreCase: true),
            Format = told.Format,
            Enum = told.Values.Count == 0 ? null : [.. told.Values.Select(value => JsonSerializer.SerializeToNode(value)!)],
            Minimum = told.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = told.Maximum?.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, string scope) =>
        new() { [new OpenApiSecuritySchemeReference(ReferenceSetup.SecurityScheme, document)] = [scope] };

    private static void Complete(string status, IOpenApiResponse response, Operation told)
    {
        if (response is not OpenApiResponse mutable) return;
        var code = int.Parse(status, CultureInfo.InvariantCulture);
        if (code >= StatusCodes.Status400BadRequest)
        {
            mutable.Description = DescribedEndpoints.RefusalsOf(told)[code];
            return;
        }

        if (code == StatusCodes.Status304NotModified)
        {
            mutable.Description = "Your copy is current.";
            return;
        }

        mutable.Description = told.AnswerText;
        SetExample(mutable.Content, told.AnswerExample, ApiJson.Options);
        foreach (var (name, text) in told.AnswerHeaders)
            (mutable.Headers ??= new Dictionary<string, IOpenApiHeader>())[name] =
                new OpenApiHeader { Description = text, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
    }

    private static void SetExample(IDictionary<string, OpenApiMediaType>? content, object? example, JsonSerializerOptions options)
    {
        if (example is null) return;
        foreach (var media in content?.Values ?? [])
            media.Example = JsonSerializer.SerializeToNode(example, example.GetType(), options);
    }
}
