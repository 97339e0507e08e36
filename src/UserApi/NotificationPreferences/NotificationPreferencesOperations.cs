using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.NotificationPreferences;
using UserApi.Documentation;

namespace UserApi.NotificationPreferences;

/// <summary>The reference of what people want to be told.</summary>
internal static class NotificationPreferencesOperations
{
    private static readonly NotificationChoices Choices = new() { Push = new ChannelChoices { Account = false } };

    public static Operation Get { get; } = new("getNotificationPreferences", OperationGroups.Preferences, "Read what you want to be told",
        "By e-mail, by push messages and in apps. Who never chose has the defaults.")
    {
        Parameters = [CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<NotificationChoices>),
        AnswerText = "Your choices.",
        AnswerExample = Examples.Envelope(Choices),
        AnswerHeaders = CommonParameters.ETag,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Put { get; } = new("replaceNotificationPreferences", OperationGroups.Preferences, "Choose what you want to be told",
        "What is absent has its default. `email.security` cannot be turned off.")
    {
        Parameters = [CommonParameters.IfMatch],
        Body = typeof(NotificationChoices),
        BodyExample = Choices,
        Answer = Get.Answer,
        AnswerText = "The choices as they are now.",
        AnswerExample = Examples.Envelope(Choices, "The choices were changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status412PreconditionFailed] = "They were changed since you read them.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
        },
        Scope = AccessRules.ProfileScope,
    };
}
