using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
using UserApi.Access;
using UserApi.Contracts.Profile;
using UserApi.Documentation;

namespace UserApi.Profile;

/// <summary>The reference of the profile.</summary>
internal static class ProfileOperations
{
    private static readonly Dictionary<int, string> WriteRefusals = new()
    {
        [StatusCodes.Status412PreconditionFailed] = "It was changed since you read it.",
        [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
        [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
    };

    public static Operation Get { get; } = new("getProfile", OperationGroups.Profile, "Read your profile",
        "The account that the access token speaks for.")
    {
        Parameters = [CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<UserProfileResource>),
        AnswerText = "Your profile.",
        AnswerExample = Examples.Envelope(Examples.Profile),
        AnswerHeaders = CommonParameters.ETag,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Put { get; } = new("replaceProfile", OperationGroups.Profile, "Replace your profile",
        """
        Sets all members that may be set; those that are absent are cleared.

        What you read can be put back as it is: members that are only shown, such as `email` or `roles`, are accepted with
        their current values. Another value is refused.
        """)
    {
        Parameters = [CommonParameters.IfMatch],
        Body = typeof(WritableProfile),
        BodyExample = Examples.Writable,
        Answer = Get.Answer,
        AnswerText = "The profile as it is now.",
        AnswerExample = Examples.Envelope(Examples.Profile, "The profile was changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = WriteRefusals,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Patch { get; } = new("patchProfile", OperationGroups.Profile, "Change parts of your profile",
        "JSON Merge Patch (RFC 7396): members that are absent stay, `null` clears a member, `address` is merged member by member.")
    {
        Parameters = [CommonParameters.IfMatch],
        Body = typeof(WritableProfile),
        BodyTypes = [JsonBody.MergePatch, JsonBody.Json],
        BodyExample = Examples.Patch,
        Answer = Get.Answer,
        AnswerText = "The profile as it is now.",
        AnswerExample = Examples.Envelope(Examples.Profile with { Nickname = "Al", Bio = null }, "The profile was changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = WriteRefusals,
        Scope = AccessRules.ProfileScope,
    };
}
