using System.Text.Json;
using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
using UserApi.Access;
using UserApi.Documentation;

namespace UserApi.Preferences;

/// <summary>The reference of the preferences.</summary>
internal static class PreferencesOperations
{
    private static readonly Dictionary<int, string> WriteRefusals = new()
    {
        [StatusCodes.Status412PreconditionFailed] = "They were changed since you read them.",
        [StatusCodes.Status413PayloadTooLarge] = "The document would have more than 16 KiB.",
        [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
    };

    private static readonly Dictionary<string, object?> Document = new() { ["theme"] = "dark", ["list"] = new Dictionary<string, object?> { ["rows"] = 50 } };

    public static Operation Get { get; } = new("getPreferences", OperationGroups.Preferences, "Read your preferences",
        "One JSON object, the same for all apps; empty when nothing was kept yet.")
    {
        Parameters = [CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<IReadOnlyDictionary<string, JsonElement>>),
        AnswerText = "Your preferences.",
        AnswerExample = Examples.Envelope(Document),
        AnswerHeaders = CommonParameters.ETag,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Put { get; } = new("replacePreferences", OperationGroups.Preferences, "Replace your preferences",
        "A JSON object of at most 16 KiB and 30 levels.")
    {
        Parameters = [CommonParameters.IfMatch],
        Body = typeof(IReadOnlyDictionary<string, JsonElement>),
        BodyExample = Document,
        Answer = Get.Answer,
        AnswerText = "The preferences as they are now.",
        AnswerExample = Examples.Envelope(Document, "The preferences were changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = WriteRefusals,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Patch { get; } = new("patchPreferences", OperationGroups.Preferences, "Change parts of your preferences",
        "JSON Merge Patch (RFC 7396): members that are absent stay, `null` takes a member away, objects are merged member by member.")
    {
        Parameters = [CommonParameters.IfMatch],
        Body = Put.Body,
        BodyTypes = [JsonBody.MergePatch, JsonBody.Json],
        BodyExample = new Dictionary<string, object?> { ["theme"] = "light", ["list"] = null },
        Answer = Get.Answer,
        AnswerText = "The preferences as they are now.",
        AnswerExample = Examples.Envelope(new Dictionary<string, object?> { ["theme"] = "light" }, "The preferences were changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = WriteRefusals,
        Scope = AccessRules.ProfileScope,
    };
}
